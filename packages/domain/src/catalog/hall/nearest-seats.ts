import type { PlanSeat, Point } from '@docket/contracts/catalog/seat';
import type { SeatSet } from './best-seats.ts';
import type { Run, SeatMap } from './seat-map.ts';

/** So many neighbours that are free, and where their middle is. */
type Block = { readonly run: Run; readonly from: number; readonly x: number; readonly y: number };

/** What is free of a hall, prepared once for many who ask for as many seats. */
export type FreeBlocks = { readonly size: number; readonly blocks: readonly Block[]; readonly map: SeatMap };

/** Every place where `size` people can sit side by side. One pass over the hall. */
export function freeBlocks(map: SeatMap, taken: SeatSet, size: number): FreeBlocks {
  const blocks: Block[] = [];
  for (const run of map.runs) {
    let free = 0;
    for (const [at, seat] of run.entries()) {
      free = taken.has(seat.seat) ? 0 : free + 1;
      const first = run[at - size + 1];
      if (free < size || first === undefined) continue;
      blocks.push({ run, from: at - size + 1, x: (first.x + seat.x) / 2, y: (first.y + seat.y) / 2 });
    }
  }
  return { size, blocks, map };
}

/**
 * Seats instead of those that are gone: up to `most` lists of as many neighbours, nearest first, no seat in two of them. To those who asked for
 * a wheelchair space each has one, with companion seats where there are such; to all others they are ordinary seats (as in `bestSeats`).
 */
export function nearestSeats({ size, blocks, map }: FreeBlocks, wanted: readonly number[], most: number): PlanSeat[][] {
  const seats = wanted.flatMap((seat) => map.bySeat.get(seat) ?? []);
  if (seats.length === 0) return [];
  const suits = asksForSpace(seats) ? hasSpace : isOrdinary;
  const middle = middleOf(seats);
  const found: Block[] = [];
  while (found.length < most) {
    const next = nearest(blocks, middle, (block) => !overlaps(block, found, size) && suits(block, size));
    if (next === undefined) break;
    found.push(next);
  }
  return found.map(({ run, from }) => run.slice(from, from + size));
}

function middleOf(seats: readonly PlanSeat[]): Point {
  const sum = seats.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / seats.length, y: sum.y / seats.length };
}

/** Of two that are as far away the one in the nearer row. */
function nearest(blocks: readonly Block[], to: Point, fits: (block: Block) => boolean): Block | undefined {
  let best: Block | undefined;
  let [far, rows] = [Infinity, Infinity];
  for (const block of blocks) {
    const [dx, dy] = [block.x - to.x, block.y - to.y];
    const distance = dx * dx + dy * dy;
    if (distance > far || (distance === far && Math.abs(dy) >= rows) || !fits(block)) continue;
    [best, far, rows] = [block, distance, Math.abs(dy)];
  }
  return best;
}

function overlaps(block: Block, others: readonly Block[], size: number): boolean {
  return others.some(({ run, from }) => run === block.run && Math.abs(from - block.from) < size);
}

/** Does whoever names these seats want a space for a wheelchair? */
export function asksForSpace(seats: readonly Pick<PlanSeat, 'kind'>[]): boolean {
  return seats.some(({ kind }) => kind === 'wheelchair');
}

function hasSpace({ run, from }: Block, size: number): boolean {
  return run.slice(from, from + size).filter(({ kind }) => kind === 'wheelchair').length === 1;
}

function isOrdinary({ run, from }: Block, size: number): boolean {
  for (let at = from; at < from + size; at += 1) if (run[at]?.kind !== 'seat') return false;
  return true;
}
