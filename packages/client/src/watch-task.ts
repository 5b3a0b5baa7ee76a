import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { Reader } from './reader.ts';
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
  /** Nothing is to be asked for at the moment: the client is paused, or there is no network. `state` of the listener tells when that changes. */
  readonly idle?: () => boolean;
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
 * Events are listened for before the first read, so nothing falls between the two, and are taken in while a read is on its way: no answer that
 * is late holds them up. The task is read again when results are visibly missing, when the subscription (re)started without a complete replay,
 * after a reconnect, and at long intervals in any case: events are a hurry, the row is the truth. When the end came by event, one last
 * read adds what events do not carry, so the last two states may differ only in that.
 *
 * Throws `DocketApiError` for what waiting will not cure (no session, no such task); network failures, time-outs, 429 and
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
  const events: EventEnvelope[] = [];
  const reader = new Reader(
    (abort) => source.read(id, abort),
    () => wakeup.ring(),
  );
  const release = source.listen({
    event: (event) => {
      if (!rules.concerns(event, id)) return;
      events.push(event);
      wakeup.ring();
    },
    resync: () => {
      // What is on its way may hang on a connection that is gone.
      reader.want({ beside: true });
      wakeup.ring();
    },
    state: () => wakeup.ring(),
  });
  try {
    let state: S | undefined;
    /** The final state has been read, not only heard of. */
    let confirmed = false;
    reader.want();
    while (signal?.aborted !== true) {
      const before = state;
      const snapshots = reader.take();
      for (const snapshot of snapshots) {
        state = state === undefined ? snapshot : rules.merge(state, snapshot);
        confirmed ||= rules.isFinal(snapshot) && rules.generation(snapshot) === rules.generation(state);
      }
      if (state !== undefined && snapshots.length === 0 && events.length > 0) {
        for (const event of events.splice(0)) state = rules.apply(state, event);
        if (rules.hasGap(state) || rules.isFinal(state)) reader.want();
      }
      // Judged anew after the end that was read.
      confirmed &&= state !== undefined && rules.isFinal(state);
      if (state !== undefined && state !== before) yield state;
      if (confirmed) return;
      if (state !== before) continue;
      const idle = source.idle?.() === true;
      const waiting = state !== undefined && rules.isWaiting(state);
      const next = reader.dueIn(intervalMs(waiting, source.connection(), poll));
      if (!idle && next <= 0) reader.start();
      else await wakeup.wait(idle ? Number.POSITIVE_INFINITY : next);
    }
  } finally {
    release();
    reader.dispose();
    wakeup.dispose();
  }
}

function intervalMs(waiting: boolean, connection: RealtimeState, poll: typeof POLL_MS): number {
  if (waiting) return poll.queued;
  return connection === 'live' ? poll.live : poll.offline;
}
