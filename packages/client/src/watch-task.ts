import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { DocketApiError } from './errors.ts';
import type { RealtimeListener, RealtimeState } from './realtime.ts';
import { Wakeup } from './wakeup.ts';

export type WatchOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds between reads while it waits in a queue (for its place), without a socket, and with one. */
  readonly pollMs?: { readonly queued: number; readonly offline: number; readonly live: number };
};

/** What a watch stands on: one HTTP read and the shared connection. */
export type WatchSource<S> = {
  readonly read: (id: string, signal: AbortSignal | undefined) => Promise<S>;
  readonly listen: (listener: RealtimeListener) => () => void;
  readonly connection: () => RealtimeState;
};

/** How the states of one kind of task follow each other. All pure; a state that did not change stays the same object. */
export type WatchRules<S> = {
  /** Does the event concern the task of this id? */
  readonly concerns: (event: EventEnvelope, id: string) => boolean;
  readonly apply: (state: S, event: EventEnvelope) => S;
  /** Takes in a snapshot that may be older than what is held. */
  readonly merge: (state: S, snapshot: S) => S;
  /** Results are known to exist that are not held. */
  readonly hasGap: (state: S) => boolean;
  readonly isFinal: (state: S) => boolean;
  /** It waits in a queue, where it may be overtaken without an event. */
  readonly isWaiting: (state: S) => boolean;
  /** Of two final states of one generation neither is newer; a judge's attempt. */
  readonly generation: (state: S) => number;
};

const POLL_MS = { queued: 2500, offline: 2000, live: 15_000 };

/**
 * The states of one task, each at least as far as the one before, ending after the final one.
 *
 * Events are listened for before the first read, so nothing falls between the two. The task is read again when
 * results are visibly missing, when the subscription (re)started without a complete replay, after a reconnect, and
 * at long intervals in any case: events are a hurry, the row is the truth. When the end came by event, one last
 * read adds what events do not carry, so the last two states may differ only in that.
 *
 * Throws `DocketApiError` for what waiting will not cure (no session, no such task); network failures, 429 and
 * 5xx are retried. Ends silently when `signal` aborts.
 */
export async function* watchTask<S>(
  source: WatchSource<S>,
  rules: WatchRules<S>,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<S, void, undefined> {
  const { signal } = options;
  const poll = options.pollMs ?? POLL_MS;
  const wakeup = new Wakeup(signal);
  const pending: EventEnvelope[] = [];
  /** Read as soon as `blockedUntil` allows, instead of at the next interval. */
  let forced = true;
  const release = source.listen({
    event: (event) => {
      if (!rules.concerns(event, id)) return;
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
    let state: S | undefined;
    let readAt = 0;
    let blockedUntil = 0;
    let failures = 0;
    /** The final state has been read, not only heard of. */
    let confirmed = false;
    while (signal?.aborted !== true) {
      const before = state;
      const due = Math.max(
        forced ? 0 : readAt + intervalMs(state !== undefined && rules.isWaiting(state), source.connection(), poll),
        blockedUntil,
      );
      const now = performance.now();
      if (state !== undefined && pending.length > 0) {
        for (const event of pending.splice(0)) state = rules.apply(state, event);
        if (rules.hasGap(state) || rules.isFinal(state)) forced = true;
      } else if (now >= due) {
        forced = false;
        try {
          const snapshot = await source.read(id, signal);
          readAt = performance.now();
          state = state === undefined ? snapshot : rules.merge(state, snapshot);
          confirmed = rules.isFinal(snapshot) && rules.generation(snapshot) === rules.generation(state);
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

function intervalMs(waiting: boolean, connection: RealtimeState, poll: typeof POLL_MS): number {
  if (waiting) return poll.queued;
  return connection === 'live' ? poll.live : poll.offline;
}

/** A call, so that the compiler does not carry the loop condition's answer across an await. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
