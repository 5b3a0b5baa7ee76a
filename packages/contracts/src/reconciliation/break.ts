import { z } from 'zod';

/**
 * Kinds of difference between the bank and our books:
 * - `timing`: one side has it, and the other may still come;
 * - `missing_here`: the bank has booked what our books do not know; `missing_there`: the other way round;
 * - `amount`: both have it, with other amounts;
 * - `duplicate`: the bank has booked the same thing again;
 * - `fee`: the bank kept another fee than agreed.
 */
export const breakType = z.enum(['timing', 'missing_here', 'missing_there', 'amount', 'duplicate', 'fee']);
export type BreakType = z.infer<typeof breakType>;

/** `SETTLED`: the other side came; `CLOSED`: by an admin. */
export const breakStatus = z.enum(['OPEN', 'SETTLED', 'CLOSED']);
export type BreakStatus = z.infer<typeof breakStatus>;

export const movementKind = z.enum(['payment', 'refund', 'payout', 'payout_return', 'fee', 'other']);
export type MovementKind = z.infer<typeof movementKind>;

/** How long ago the money moved on the side that was first: up to an hour, a day, three days, a week, and more. */
export const ageBucket = z.enum(['hour', 'day', 'three_days', 'week', 'older']);
export type AgeBucket = z.infer<typeof ageBucket>;

/** Hours at which each bucket ends; the last has no end. */
export const AGE_HOURS: Readonly<Record<AgeBucket, number | null>> = {
  hour: 1,
  day: 24,
  three_days: 72,
  week: 168,
  older: null,
};
