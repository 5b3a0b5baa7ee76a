/** Bounds of a batch: people let in at a turn of the controller. */
export const BATCH_MIN = 1;
export const BATCH_MAX = 500;
/** Added to a batch while bookings are decided in time. */
const STEP = 5;
/** Kept of a batch when they are not. */
const BACK_OFF = 0.5;

/**
 * The next batch by additive increase, multiplicative decrease, as TCP finds its share of a line (RFC 5681): a little more while bookings are
 * decided in time, half as soon as they are not.
 * @param pace.latencyMs 95th percentile from placing a booking to the commit that decided it; null when there was none
 */
export function nextBatch(pace: {
  readonly batch: number;
  readonly latencyMs: number | null;
  readonly targetMs: number;
}): number {
  const late = pace.latencyMs !== null && pace.latencyMs > pace.targetMs;
  const next = late ? pace.batch * BACK_OFF : pace.batch + STEP;
  return Math.min(BATCH_MAX, Math.max(BATCH_MIN, next));
}
