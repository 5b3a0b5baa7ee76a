import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeatsChanged } from '@docket/contracts/events/booking';
import type { ShowSeats } from '@docket/contracts/http/show-seats';
import { applySeatsChanged, fromSnapshot, mergeSeats, type SeatState } from './seat-map.ts';

const showId = '01890000-0000-7000-8000-000000000001';

function snapshot(states: Partial<Pick<ShowSeats, SeatState>> = {}): ShowSeats {
  return {
    showId,
    capacity: 10,
    freeCount: 10,
    held: [],
    free: [],
    sold: [],
    channel: `show:${showId}`,
    position: null,
    at: '2026-11-26T12:00:00.000Z',
    ...states,
  };
}

function changed(states: Partial<Pick<SeatsChanged, SeatState>>): SeatsChanged {
  return { showId, held: [], free: [], sold: [], ...states };
}

describe('a seat map', () => {
  it('counts what is free', () => {
    const map = fromSnapshot(snapshot({ held: [[1, 1]], sold: [[2, 2]], free: [[3, 2]] }));
    expect(map.freeCount).toBe(8);
    expect(map.seats.get(2)).toEqual({ state: 'sold', version: 2 });
  });

  it('does not go back when an older change comes late', () => {
    const map = fromSnapshot(snapshot({ sold: [[1, 2]] }));
    expect(applySeatsChanged(map, changed({ held: [[1, 1]] }))).toBe(map);
    expect(applySeatsChanged(map, changed({ sold: [[1, 2]] }))).toBe(map);
  });

  it('takes from a snapshot that a hold has run out, though nobody has touched the seat', () => {
    const map = fromSnapshot(snapshot({ held: [[1, 1]] }));
    expect(mergeSeats(map, fromSnapshot(snapshot({ free: [[1, 1]] }))).freeCount).toBe(10);
  });

  it('ends at the same map whatever the order and number of changes', () => {
    const history: SeatsChanged[] = [1, 2, 3, 4, 5, 6].map((version) =>
      changed(
        version % 2 === 1
          ? {
              held: [
                [1, version],
                [(version % 3) + 2, version],
              ],
            }
          : { free: [[1, version]] },
      ),
    );
    const inOrder = history.reduce(applySeatsChanged, fromSnapshot(snapshot()));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...history.keys(), ...history.keys()], { minLength: history.length * 2 }),
        (order) => {
          const shuffled = order.reduce(
            (map, index) => applySeatsChanged(map, history[index] ?? changed({})),
            fromSnapshot(snapshot()),
          );
          expect(new Map(shuffled.seats)).toEqual(new Map(inOrder.seats));
          expect(shuffled.freeCount).toBe(inOrder.freeCount);
        },
      ),
    );
  });
});
