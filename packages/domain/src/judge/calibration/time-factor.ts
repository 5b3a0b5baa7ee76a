/** A host that differs from the reference by no more than this counts as equal to it: so much is noise. */
const SAME = 1.15;
/** A factor in use stays while a new one differs from it by no more than this, so that limits do not wander with the noise. */
const STEADY = 0.05;
/** Slower than that is out of order, not slow. */
export const MOST_TIME_FACTOR = 4;

/**
 * By what CPU limits are multiplied on a host that needs `measuredMs` for what takes the reference host `referenceMs`.
 * Never below 1: a program that was within its limit on the reference host is not held to less because it got a faster one.
 * `inUse` is the factor so far, if there is one.
 */
export function timeFactorOf(measuredMs: number, referenceMs: number, inUse?: number): number {
  const ratio = measuredMs / referenceMs;
  const factor = ratio <= SAME ? 1 : Math.min(MOST_TIME_FACTOR, Math.round(ratio * 100) / 100);
  return inUse !== undefined && Math.abs(factor / inUse - 1) <= STEADY ? inUse : factor;
}
