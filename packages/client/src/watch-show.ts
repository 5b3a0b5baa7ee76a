import { showChannel } from '@docket/contracts/events/booking';
import type { ShowSeats } from '@docket/contracts/http/show-seats';
import { DocketApiError } from './errors.ts';
import type { ChannelPosition, RealtimeListener, RealtimeState } from './realtime.ts';
import { SeatStates, type SeatDelta, type SeatStatesView } from './seat-states.ts';
import { Wakeup } from './wakeup.ts';

export type ShowWatchOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds between reads without a socket, and with one. */
  readonly pollMs?: { readonly offline: number; readonly live: number };
};

/** What a watch of a show stands on. */
export type ShowSource = {
  readonly read: (showId: string, signal: AbortSignal | undefined) => Promise<ShowSeats>;
  readonly listenTo: (channel: string, listener: RealtimeListener, since?: ChannelPosition) => () => void;
  readonly connection: () => RealtimeState;
};

export type ShowStep = {
  /** The same object in every step; it moves on. */
  readonly seats: SeatStatesView;
  /** Seats that became something else since the step before; in the first, those that are not free. */
  readonly changed: readonly number[];
  /** Changes arrive by themselves; otherwise the seats are read again every few seconds. */
  readonly live: boolean;
};

const POLL_MS = { offline: 3000, live: 30_000 };

/**
 * The seats of a show as they change, until `signal` aborts.
 *
 * A snapshot names a place in the channel that lies before it; the subscription begins there, so nothing falls between
 * the two. The seats are read again when the subscription came back without everything that was missed, and at long
 * intervals in any case. Who has no session hears no channel and reads every few seconds.
 *
 * Throws `DocketApiError` for what waiting will not cure (no such show).
 */
export async function* watchShow(
  source: ShowSource,
  showId: string,
  options: ShowWatchOptions = {},
): AsyncGenerator<ShowStep, void, undefined> {
  const { signal } = options;
  const poll = options.pollMs ?? POLL_MS;
  const wakeup = new Wakeup(signal);
  const pending: SeatDelta[] = [];
  let forced = true;
  let release: (() => void) | undefined;
  const listener: RealtimeListener = {
    event: (event) => {
      if (event.type !== 'seats.changed' || event.data.showId !== showId) return;
      pending.push(event.data);
      wakeup.ring();
    },
    resync: (recovered) => {
      forced ||= !recovered;
      wakeup.ring();
    },
    state: () => wakeup.ring(),
  };
  try {
    let seats: SeatStates | undefined;
    let wasLive: boolean | undefined;
    let readAt = 0;
    let blockedUntil = 0;
    let failures = 0;
    while (signal?.aborted !== true) {
      const changed = new Set<number>();
      let first = false;
      const now = performance.now();
      const live = source.connection() === 'live';
      const due = Math.max(forced ? 0 : readAt + (live ? poll.live : poll.offline), blockedUntil);
      if (seats !== undefined && pending.length > 0) {
        for (const delta of pending.splice(0)) for (const seat of seats.take(delta)) changed.add(seat);
      } else if (now >= due) {
        forced = false;
        try {
          const snapshot = await source.read(showId, signal);
          readAt = performance.now();
          failures = 0;
          first = seats === undefined;
          seats ??= new SeatStates(snapshot.capacity);
          for (const seat of seats.take(snapshot)) changed.add(seat);
          release ??= source.listenTo(showChannel(showId), listener, snapshot.position ?? undefined);
        } catch (error) {
          if (isAborted(signal)) return;
          if (!(error instanceof DocketApiError) || !error.transient) throw error;
          forced = true;
          failures += 1;
          blockedUntil =
            now + (error.retryAfter === undefined ? Math.min(500 * 2 ** failures, 15_000) : error.retryAfter * 1000);
        }
      } else if (live === wasLive || seats === undefined) {
        await wakeup.wait(due - now);
        continue;
      }
      if (seats !== undefined && (first || changed.size > 0 || live !== wasLive)) {
        wasLive = live;
        yield { seats, changed: [...changed], live };
      }
    }
  } finally {
    release?.();
    wakeup.dispose();
  }
}

/** A call, so that the compiler does not carry the loop condition's answer across an await. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
