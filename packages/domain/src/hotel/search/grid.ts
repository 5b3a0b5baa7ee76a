import type { Point } from '@docket/world/distance';

/** Cells to a degree, so that one is some ten kilometres high. */
const PER_DEGREE = 10;
const COLUMNS = 360 * PER_DEGREE;
const ROWS = 180 * PER_DEGREE;

/** A rectangle of the map, degrees. One whose west is east of its east goes over the date line. */
export type Box = { readonly west: number; readonly south: number; readonly east: number; readonly north: number };

export function isInBox({ lat, lon }: Point, { west, south, east, north }: Box): boolean {
  return lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east);
}

/** The smallest rectangle around a circle. @param metres at most a few hundred kilometres */
export function boxAround({ lat, lon }: Point, metres: number): Box {
  const high = metres / 111_000;
  const [south, north] = [Math.max(-90, lat - high), Math.min(90, lat + high)];
  const wide = high / Math.max(1e-6, Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180));
  // Around a pole lie all longitudes.
  if (wide >= 180 || south === -90 || north === 90) return { west: -180, east: 180, south, north };
  const turned = (degrees: number): number => ((degrees + 540) % 360) - 180;
  return { west: turned(lon - wide), east: turned(lon + wide), south, north };
}

const rowOf = (lat: number): number => Math.min(ROWS - 1, Math.max(0, Math.floor((lat + 90) * PER_DEGREE)));
const columnOf = (lon: number): number => Math.min(COLUMNS - 1, Math.max(0, Math.floor((lon + 180) * PER_DEGREE)));

/** Things on the map, found by rectangle. */
export class Grid<T extends Point> {
  readonly #cells = new Map<number, Set<T>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(item: T): void {
    const cell = rowOf(item.lat) * COLUMNS + columnOf(item.lon);
    const there = this.#cells.get(cell);
    if (there === undefined) this.#cells.set(cell, new Set([item]));
    else there.add(item);
    this.#size += 1;
  }

  delete(item: T): void {
    const cell = rowOf(item.lat) * COLUMNS + columnOf(item.lon);
    const there = this.#cells.get(cell);
    if (there?.delete(item) !== true) return;
    this.#size -= 1;
    if (there.size === 0) this.#cells.delete(cell);
  }

  /** All in a rectangle, its edges included, in no order. */
  within(box: Box): T[] {
    const found: T[] = [];
    const look = (cell: Iterable<T>): void => {
      for (const item of cell) if (isInBox(item, box)) found.push(item);
    };
    const [low, high] = [rowOf(box.south), rowOf(box.north)];
    const spans =
      box.west <= box.east
        ? [[columnOf(box.west), columnOf(box.east)] as const]
        : [[columnOf(box.west), COLUMNS - 1] as const, [0, columnOf(box.east)] as const];
    const columns = spans.reduce((sum, [from, to]) => sum + to - from + 1, 0);
    // A rectangle with more cells than anything stands in is looked through the other way.
    if ((high - low + 1) * columns > this.#cells.size) {
      for (const cell of this.#cells.values()) look(cell);
      return found;
    }
    for (let row = low; row <= high; row += 1)
      for (const [from, to] of spans)
        for (let column = from; column <= to; column += 1) look(this.#cells.get(row * COLUMNS + column) ?? []);
    return found;
  }
}
