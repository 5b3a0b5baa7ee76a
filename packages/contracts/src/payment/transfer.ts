import { z } from 'zod';
import { isOneLine, ONE_LINE } from '../text/one-line.ts';
import { calendarDay } from '../time/instant.ts';

/** What somebody who transfers money writes on it, so that an operator knows what it is for. */
export const transferReference = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^DKT[0-9A-F]{12}$/, 'is DKT and twelve of 0 to 9 and A to F, such as DKT0123456789AB');

/** What stands in the account's statement beside a transfer, such as a UTR: each is recorded once, in whatever letters and spaces somebody copied it. */
export const bankReference = z
  .string()
  .trim()
  .min(4, 'give what the bank calls the transfer')
  .max(140)
  .refine(isOneLine, ONE_LINE)
  .transform((text) => text.replaceAll(/\s+/g, ' ').toUpperCase());

/** The day on which it is in the account, as the statement has it. */
export const bookedOn = calendarDay;
