import { minorPlaces, minorToDecimal } from './currency.ts';

/** `₹1,23,450.00`: grouped as where the currency is at home, with the places of ISO 4217. Exact: the decimal goes in as text. */
export function amountIn(currency: string): (minor: number) => string {
  const places = minorPlaces(currency);
  const format = new Intl.NumberFormat(currency === 'INR' ? 'en-IN' : 'en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return (minor) => format.format(minorToDecimal(minor, currency));
}
