import { rowKey, type PlanFront, type PlanSeat, type Point } from '@docket/contracts/catalog/seat';

/** Seats that are neighbours of one another, from left to right; an aisle, a wall or the end of the row ends a run. */
export type Run = readonly PlanSeat[];

/** A hall prepared for choosing seats. Made once per hall: its seats never change. */
export type SeatMap = {
  readonly runs: readonly Run[];
  readonly bySeat: ReadonlyMap<number, PlanSeat>;
  /** Where one would like to sit most. */
  readonly best: Point;
};

/** Prepares a hall. `best` is `bestPoint(seats, front)` unless a plan says otherwise. */
export function createSeatMap(seats: readonly PlanSeat[], best: Point): SeatMap {
  const runs: PlanSeat[][] = [];
  for (const row of Map.groupBy(seats, rowKey).values()) {
    let run: PlanSeat[] = [];
    for (const seat of row.toSorted((a, b) => a.column - b.column)) {
      const left = run.at(-1);
      if (left === undefined || seat.column !== left.column + 1) {
        run = [];
        runs.push(run);
      }
      run.push(seat);
    }
  }
  return { runs, bySeat: new Map(seats.map((seat) => [seat.seat, seat])), best };
}

/**
 * Halls with seats on one side of what is shown: the middle, two thirds back, where cinemas are measured in.
 * Where seats stand all around it, as near to it as possible.
 */
export function bestPoint(seats: readonly PlanSeat[], front: Pick<PlanFront, 'x' | 'y'>): Point {
  const { left, right, top, bottom } = extentOf(seats);
  if (front.y > top && front.y < bottom) return { x: front.x, y: front.y };
  return { x: (left + right) / 2, y: top + ((bottom - top) * 2) / 3 };
}

/** The rectangle that holds every seat's centre; all zero for no seats. */
export function extentOf(seats: readonly Point[]): {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
} {
  const [first] = seats;
  if (first === undefined) return { left: 0, right: 0, top: 0, bottom: 0 };
  let [left, right, top, bottom] = [first.x, first.x, first.y, first.y];
  for (const { x, y } of seats) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, right, top, bottom };
}
