import { z } from 'zod';
import { isOneLine, ONE_LINE } from '../text/one-line.ts';
import { hasIbanDigits } from './iban.ts';

/** As it stands on the account: letters, with the marks that names have. */
const name = z.string().trim().min(2, 'give the name on the account').max(70).refine(isOneLine, ONE_LINE);
/** Letters that become others when they are made capitals, such as ı, are none of theirs. */
const spaceless = z
  .string()
  .regex(/^[\x20-\x7E\s]*$/, 'it has letters A to Z and digits alone')
  .transform((text) => text.replaceAll(/[\s-]/g, ''));

/**
 * Where money of a wallet can go. An IBAN is right by its check digits here, and by country and length where it is used; an IFSC by its form (Reserve
 * Bank of India: four letters, a zero, six letters or digits), a VPA by its form (NPCI); of neither is it known whether there is such an account.
 */
export const payoutDestination = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('iban'),
    iban: spaceless
      .transform((text) => text.toUpperCase())
      .refine((text) => hasIbanDigits(text), 'this is not an IBAN: its form or check digits are not right'),
    name,
  }),
  z.object({
    type: z.literal('in_account'),
    accountNumber: spaceless.refine((text) => /^\d{9,18}$/.test(text), 'an account number has 9 to 18 digits'),
    ifsc: spaceless
      .transform((text) => text.toUpperCase())
      .refine(
        (text) => /^[A-Z]{4}0[A-Z0-9]{6}$/.test(text),
        'an IFSC has four letters, a zero and six more, such as SBIN0001234',
      ),
    name,
  }),
  z.object({
    type: z.literal('vpa'),
    vpa: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9._-]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}$/, 'a UPI address looks like name@bank'),
    name,
  }),
]);
export type PayoutDestination = z.output<typeof payoutDestination>;

/** A currency that can go there: rupees to accounts in India. */
export function takesCurrency({ type }: Pick<PayoutDestination, 'type'>, currency: string): boolean {
  return type === 'iban' || currency === 'INR';
}
