import { minorToDecimal } from '@docket/contracts/money/currency';

/** `1,900.00 INR`. */
export function moneyText(minor: number, currency: string): string {
  const [whole = '0', fraction] = minorToDecimal(minor, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${currency}`;
}
