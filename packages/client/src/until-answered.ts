import { pause } from './deadline.ts';
import { DocketApiError } from './errors.ts';

const TRIES = 3;

/** Milliseconds to wait before the next of several tries; undefined when this was an answer, or enough. */
function pauseAfter(error: unknown, tried: number): number | undefined {
  if (!(error instanceof DocketApiError) || tried >= TRIES) return undefined;
  // The first try is still at it: this is one that came after a missing answer.
  if (error.code === 'idempotency_in_progress') return (error.retryAfter ?? 1) * 1_000;
  return error.code === 'network' || error.code === 'unavailable' ? 300 * 2 ** tried : undefined;
}

/**
 * Sends what carries an `Idempotency-Key` until it is answered, three times at most.
 * @param reachable asked after a try that failed: is another of any use?
 * @param signal ends it, between two tries as well
 * @throws DocketApiError the last refusal; the reason of `signal`
 */
export async function untilAnswered<T>(
  attempt: () => Promise<T>,
  reachable: () => boolean,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const wait = pauseAfter(error, tried);
      if (wait === undefined || !reachable()) throw error;
      await pause(wait, signal);
    }
  }
}
