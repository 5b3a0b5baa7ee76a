import { minorToDecimal } from '@docket/contracts/money/currency';
import { MERCHANT_NAME } from '../bank.ts';

/** The merchant's address in UPI. */
export const MERCHANT_VPA = 'docket@docketbank';

/** `tr` has at most 35 characters, `tn` at most 50. */
const LONGEST_REFERENCE = 35;
const LONGEST_NOTE = 50;

/**
 * The link that UPI apps open, also as a QR code: `upi://pay?pa=…&pn=…&tr=…&am=…&cu=INR&tn=…` (NPCI, "UPI Linking Specifications", version 1.6,
 * section "Deep linking URL"). A space is %20 there, and the `@` of an address stays as it is.
 */
export function upiUriOf(payment: {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
}): string {
  const fields = {
    pa: MERCHANT_VPA,
    pn: MERCHANT_NAME,
    tr: payment.id.replace(/^pay_/, '').slice(0, LONGEST_REFERENCE),
    am: minorToDecimal(payment.amount, payment.currency),
    cu: payment.currency,
    tn: [...payment.description].slice(0, LONGEST_NOTE).join(''),
  };
  const query = Object.entries(fields).map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%40', '@')}`,
  );
  return `upi://pay?${query.join('&')}`;
}
