import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { SubmissionDetail } from '@docket/contracts/http/submissions';
import { isFinal } from '@docket/contracts/judge/verdict';
import { DocketApiError } from './errors.ts';
import type { RealtimeListener, RealtimeState } from './realtime.ts';
import { applyQueueMoved, applySubmissionEvent, hasGap, mergeSnapshot } from './submission-state.ts';
import { Wakeup } from './wakeup.ts';

export type WatchOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds between reads while QUEUED (for the place in the queue), without a socket, and with one. */
  readonly pollMs?: { readonly queued: number; readonly offline: number; readonly live: number };
};

/** What a watch stands on: one HTTP read and the shared connection. */
export type WatchSource = {
  readonly read: (id: string, signal: AbortSignal | undefined) => Promise<SubmissionDetail>;
  readonly listen: (listener: RealtimeListener) => () => void;
  readonly connection: () => RealtimeState;
};

const POLL_MS = { queued: 2500, offline: 2000, live: 15_000 };

function applyEvent(state: SubmissionDetail, event: EventEnvelope): SubmissionDetail {
  if (event.type === 'submission.updated') return applySubmissionEvent(state, event.data, event.at);
  return event.type === 'queue.moved' ? applyQueueMoved(state, event.data) : state;
}

/**
 * The states of one submission, each at least as far as the one before, ending after the final one.
 *
 * Events are listened for before the first read, so nothing falls between the two. The submission is read again when
 * results are visibly missing, when the subscription (re)started without a complete replay, after a reconnect, and
 * at long intervals in any case: events are a hurry, the row is the truth. When the verdict came by event, one last
 * read adds the per-test evidence, so the last two states may differ only in that.
 *
 * Throws `DocketApiError` for what waiting will not cure (no session, no such submission); network failures, 429 and
 * 5xx are retried. Ends silently when `signal` aborts.
 */
export async function* watchSubmission(
  source: WatchSource,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<SubmissionDetail, void, undefined> {
  const { signal } = options;
  const poll = options.pollMs ?? POLL_MS;
  const wakeup = new Wakeup(signal);
  const pending: EventEnvelope[] = [];
  /** Read as soon as `blockedUntil` allows, instead of at the next interval. */
  let forced = true;
  const release = source.listen({
    event: (event) => {
      const aboutIt =
        (event.type === 'submission.updated' && event.data.submissionId === id) ||
        (event.type === 'queue.moved' && event.data.tasks.some((task) => task.id === id));
      if (!aboutIt) return;
      pending.push(event);
      wakeup.ring();
    },
    resync: () => {
      forced = true;
      wakeup.ring();
    },
    state: () => wakeup.ring(),
  });
  try {
    let state: SubmissionDetail | undefined;
    let readAt = 0;
    let blockedUntil = 0;
    let failures = 0;
    /** The final state has been read, not only heard of. */
    let confirmed = false;
    while (signal?.aborted !== true) {
      const before = state;
      const due = Math.max(forced ? 0 : readAt + intervalMs(state, source.connection(), poll), blockedUntil);
      const now = performance.now();
      if (state !== undefined && pending.length > 0) {
        for (const event of pending.splice(0)) state = applyEvent(state, event);
        if (hasGap(state) || isFinal(state.status)) forced = true;
      } else if (now >= due) {
        forced = false;
        try {
          const snapshot = await source.read(id, signal);
          readAt = performance.now();
          state = state === undefined ? snapshot : mergeSnapshot(state, snapshot);
          confirmed = isFinal(snapshot.status) && snapshot.attempt === state.attempt;
          failures = 0;
        } catch (error) {
          if (isAborted(signal)) return;
          if (!(error instanceof DocketApiError) || !error.transient) throw error;
          forced = true;
          failures += 1;
          blockedUntil =
            now + (error.retryAfter === undefined ? Math.min(500 * 2 ** failures, 15_000) : error.retryAfter * 1000);
        }
      } else {
        await wakeup.wait(due - now);
      }
      if (state !== undefined && state !== before) yield state;
      if (confirmed) return;
    }
  } finally {
    release();
    wakeup.dispose();
  }
}

function intervalMs(state: SubmissionDetail | undefined, connection: RealtimeState, poll: typeof POLL_MS): number {
  if (state?.status === 'QUEUED') return poll.queued;
  return connection === 'live' ? poll.live : poll.offline;
}

/** A call, so that the compiler does not carry the loop condition's answer across an await. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
