import { decimalToMinor, minorPlaces, minorToDecimal } from '@docket/contracts/money/currency';
import { MINUS } from './format.ts';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, places: number, display: 'narrowSymbol' | 'name'): Intl.NumberFormat {
  const key = `${currency} ${places} ${display}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      currencyDisplay: display,
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    });
    formats.set(key, format);
  }
  return format;
}

/** How many decimal places are worth writing: none of a whole amount. */
function written(decimal: string): number {
  const fraction = decimal.split('.')[1] ?? '';
  return /^0*$/.test(fraction) ? 0 : fraction.length;
}

/** An amount in minor units: `₹450`, `€7.80`, `−€2`. The places come from the contract's table, never from the browser's. */
export function formatMoney(minor: number, currency: string): string {
  const decimal = minorToDecimal(minor, currency);
  return formatOf(currency, written(decimal), 'narrowSymbol').format(decimal).replace('-', MINUS);
}

/** The same in words, for screen readers: `450 Indian rupees`. */
export function spokenMoney(minor: number, currency: string): string {
  const decimal = minorToDecimal(minor, currency);
  return formatOf(currency, written(decimal), 'name').format(decimal);
}

/** What is wrong with the field `amount` of a form, for whoever typed it; nothing where it is one of this currency. */
export function wrongAmount(amount: string, currency: string): Readonly<Record<string, string>> {
  if (decimalToMinor(amount, currency) !== undefined) return {};
  if (!/^\d+[.,]\d+$/.test(amount.trim())) return { amount: `Give an amount in ${currency}` };
  const places = minorPlaces(currency);
  return { amount: places === 0 ? `${currency} has no decimals` : `${currency} has ${places} decimals at most` };
}
