import { rowKey, type PlanSeat } from '@docket/contracts/catalog/seat';

export type Direction = 'left' | 'right' | 'up' | 'down';

type Placed = { readonly seat: number; readonly x: number; readonly y: number };

/** Finds seats of a plan by where they are: under a finger, and beside one another. Lengths are those of the drawing. */
export class SeatFinder {
  readonly #cells = new Map<string, Placed[]>();
  readonly #placed: ReadonlyMap<number, Placed>;
  readonly #rows: ReadonlyMap<string, readonly PlanSeat[]>;
  readonly #byNumber: ReadonlyMap<number, PlanSeat>;
  readonly #pitch: number;

  constructor(seats: readonly PlanSeat[], placed: readonly Placed[], pitch: number) {
    this.#pitch = pitch;
    this.#placed = new Map(placed.map((one) => [one.seat, one]));
    this.#byNumber = new Map(seats.map((one) => [one.seat, one]));
    this.#rows = new Map(
      [...Map.groupBy(seats, rowKey)].map(([row, of]) => [row, of.toSorted((a, b) => a.column - b.column)]),
    );
    for (const one of placed) {
      const key = this.#cellOf(one.x, one.y);
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [one]);
      else cell.push(one);
    }
  }

  #cellOf(x: number, y: number): string {
    return `${Math.floor(x / this.#pitch)} ${Math.floor(y / this.#pitch)}`;
  }

  #rowOf(seat: number): readonly PlanSeat[] {
    const one = this.#byNumber.get(seat);
    return one === undefined ? [] : (this.#rows.get(rowKey(one)) ?? []);
  }

  placeOf(seat: number): Placed | undefined {
    return this.#placed.get(seat);
  }

  /** The seat nearest to a point, at most `reach` pitches away. */
  at(x: number, y: number, reach = 0.75): number | undefined {
    let best: { seat: number; distance: number } | undefined;
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        for (const one of this.#cells.get(this.#cellOf(x + dx * this.#pitch, y + dy * this.#pitch)) ?? []) {
          const distance = Math.hypot(one.x - x, one.y - y);
          if (distance <= reach * this.#pitch && (best === undefined || distance < best.distance))
            best = { seat: one.seat, distance };
        }
      }
    }
    return best?.seat;
  }

  /** First or last seat of the row. */
  endOfRow(seat: number, end: 'first' | 'last'): number {
    const row = this.#rowOf(seat);
    return (end === 'first' ? row[0] : row.at(-1))?.seat ?? seat;
  }

  /** Where an arrow key leads: along the row, or to the nearest seat of a row in front or behind. */
  next(seat: number, direction: Direction): number | undefined {
    const from = this.#placed.get(seat);
    const row = this.#rowOf(seat);
    if (from === undefined) return undefined;
    const step = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction];
    const [dx = 0, dy = 0] = step;
    if (dx !== 0) {
      const beside = row[row.findIndex((one) => one.seat === seat) + dx];
      if (beside !== undefined) return beside.seat;
    }
    const ownRow = new Set(row.map((one) => one.seat));
    let best: { seat: number; cost: number } | undefined;
    for (const one of this.#placed.values()) {
      if (ownRow.has(one.seat)) continue;
      const along = (one.x - from.x) * dx + (one.y - from.y) * dy;
      const aside = Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
      // In that direction rather than beside it.
      if (along <= this.#pitch * 0.25 || aside > along * 2) continue;
      const cost = along + 2 * aside;
      if (best === undefined || cost < best.cost) best = { seat: one.seat, cost };
    }
    return best?.seat;
  }
}
