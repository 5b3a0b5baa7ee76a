import { z } from 'zod';

/** Until when a confirmed booking may be given back, and how much of what was paid then goes back. */
export const refundTerms = z.object({
  /** So many minutes before the show begins. */
  minutes: z
    .int()
    .min(0)
    .max(366 * 24 * 60),
  /** 0: it cannot be given back. */
  percent: z.int().min(0).max(100),
});
export type RefundTerms = z.infer<typeof refundTerms>;

/** What a show has whose organiser says nothing. */
export const USUAL_TERMS: RefundTerms = { minutes: 24 * 60, percent: 100 };

type Confirmed = {
  readonly show: { readonly startsAt: string; readonly movedFrom: string | null };
  readonly refund: RefundTerms;
};

/**
 * How much of what was paid goes back if a confirmed booking is given up now, percent; null when it cannot be. A show that was moved is given back whole
 * until it begins.
 * @param now ms since the epoch
 */
export function percentBack({ show, refund }: Confirmed, now: number): number | null {
  const left = Date.parse(show.startsAt) - now;
  if (left <= 0) return null;
  if (show.movedFrom !== null) return 100;
  return refund.percent > 0 && left > refund.minutes * 60_000 ? refund.percent : null;
}

/** A share of an amount, minor units, rounded half up, as refunds are made. */
export function shareOf(amountMinor: number, percent: number): number {
  return Number((BigInt(amountMinor) * BigInt(percent) + 50n) / 100n);
}
