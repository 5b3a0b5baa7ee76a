const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds between one call and the next: three days in all, the first of them short, because most outages are. */
export const PAUSES: readonly number[] = [
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  20 * HOUR,
];

/** An endpoint that took nothing for so long has had its three days, less what chance has taken off the pauses. */
export const GIVE_UP_SECONDS = 2.5 * 24 * HOUR;

/** Whoever is called has so long, from the name to the last byte that is read. */
export const CALL_PATIENCE_SECONDS = 15;

/** Chance adds up to so much of a pause, so that those who were refused together do not come back together. */
const JITTER = 0.1;
const LONGEST_SECONDS = 24 * HOUR;

/**
 * How long after a call that was not taken comes the next, seconds; undefined: no other. An endpoint that asks for more patience gets it, up to a day.
 * @param attempt 1 for the first call @param chance from 0 to 1 @param pauses of another schedule
 */
export function pauseAfter(
  attempt: number,
  retryAfterSeconds: number | null,
  chance = Math.random(),
  pauses = PAUSES,
): number | undefined {
  const pause = pauses[attempt - 1];
  if (pause === undefined) return undefined;
  return Math.max(pause * (1 + JITTER * chance), Math.min(retryAfterSeconds ?? 0, LONGEST_SECONDS));
}
