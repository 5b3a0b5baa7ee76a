import type { SeatVersion } from '@docket/contracts/http/show-seats';

export type SeatState = 'free' | 'held' | 'sold';

/** Seats by what they are, as snapshots and events of a show name them. */
export type SeatDelta = {
  readonly held: readonly SeatVersion[];
  readonly free: readonly SeatVersion[];
  readonly sold: readonly SeatVersion[];
};

/** What is known of a show's seats, to look at. */
export type SeatStatesView = {
  readonly capacity: number;
  readonly of: (seat: number) => SeatState;
  readonly count: (state: SeatState) => number;
};

/**
 * The seats of one show. A seat that was never named is free. Snapshots and events may be taken in in any order and
 * more than once: of two states of a seat the one with the higher version counts.
 */
export class SeatStates implements SeatStatesView {
  readonly capacity: number;
  readonly #known = new Map<number, { state: SeatState; version: number }>();
  readonly #counts = { held: 0, sold: 0 };

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  of(seat: number): SeatState {
    return this.#known.get(seat)?.state ?? 'free';
  }

  count(state: SeatState): number {
    return state === 'free' ? this.capacity - this.#counts.held - this.#counts.sold : this.#counts[state];
  }

  /** Takes in a snapshot or an event. Returns the seats that are now something else. */
  take(delta: SeatDelta): number[] {
    const changed: number[] = [];
    for (const state of ['free', 'held', 'sold'] as const) {
      for (const [seat, version] of delta[state]) {
        const known = this.#known.get(seat);
        if (known !== undefined && known.version >= version) continue;
        const before = known?.state ?? 'free';
        this.#known.set(seat, { state, version });
        if (before === state) continue;
        if (before !== 'free') this.#counts[before] -= 1;
        if (state !== 'free') this.#counts[state] += 1;
        changed.push(seat);
      }
    }
    return changed;
  }
}
