import type { SeatsChanged } from '@docket/contracts/events/booking';
import type { SeatVersion, ShowSeats } from '@docket/contracts/http/show-seats';

export type SeatState = 'free' | 'held' | 'sold';

/** What is known of a show's seats. Seats are numbered 1 to `capacity`; one that is not in `seats` is free. */
export type SeatMap = {
  readonly showId: string;
  readonly capacity: number;
  readonly freeCount: number;
  readonly seats: ReadonlyMap<number, { readonly state: SeatState; readonly version: number }>;
};

const STATES: readonly SeatState[] = ['free', 'held', 'sold'];

type Changes = Readonly<Record<SeatState, readonly SeatVersion[]>>;

/** Keeps of each seat the state with the higher version. A map in which nothing changed stays the same object. */
function take(map: SeatMap, changes: Changes, wins: (theirs: number, ours: number) => boolean): SeatMap {
  let seats: Map<number, { state: SeatState; version: number }> | undefined;
  for (const state of STATES) {
    for (const [seat, version] of changes[state]) {
      const known = map.seats.get(seat);
      if (
        known !== undefined &&
        (!wins(version, known.version) || (known.version === version && known.state === state))
      )
        continue;
      seats ??= new Map(map.seats);
      seats.set(seat, { state, version });
    }
  }
  if (seats === undefined) return map;
  const taken = [...seats.values()].filter(({ state }) => state !== 'free').length;
  return { ...map, seats, freeCount: map.capacity - taken };
}

export function fromSnapshot(snapshot: ShowSeats): SeatMap {
  const { showId, capacity } = snapshot;
  return take({ showId, capacity, freeCount: capacity, seats: new Map() }, snapshot, () => true);
}

/** Takes in a change. Changes may come twice, late, or after a snapshot that holds them. */
export function applySeatsChanged(map: SeatMap, event: SeatsChanged): SeatMap {
  return event.showId === map.showId ? take(map, event, (theirs, ours) => theirs > ours) : map;
}

/**
 * Takes in a snapshot that may be older than changes that arrived while it was on its way. At the same version it counts:
 * a hold that has run out is shown as free before anybody has touched the seat.
 */
export function mergeSeats(map: SeatMap, snapshot: SeatMap): SeatMap {
  const changes: Record<SeatState, SeatVersion[]> = { free: [], held: [], sold: [] };
  for (const [seat, { state, version }] of snapshot.seats) changes[state].push([seat, version]);
  return take(map, changes, (theirs, ours) => theirs >= ours);
}
