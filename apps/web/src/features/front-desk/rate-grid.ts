import type { RateNight } from '@docket/contracts/http/rates';
import { plural } from '../../lib/format.ts';

/** Cells between two corners, both of them in it: rows are plans, columns nights. */
export type Selection = {
  readonly anchor: Cell;
  readonly head: Cell;
};
export type Cell = { readonly row: number; readonly column: number };

export type Bounds = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

export function boundsOf({ anchor, head }: Selection): Bounds {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}

export function holds({ top, bottom, left, right }: Bounds, { row, column }: Cell): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [0, -7],
  PageDown: [0, 7],
};

/** Where a key leads from a cell, within the grid; undefined for keys that lead nowhere. With Home and End to the first and last night. */
export function step(key: string, { row, column }: Cell, rows: number, columns: number): Cell | undefined {
  if (key === 'Home') return { row, column: 0 };
  if (key === 'End') return { row, column: columns - 1 };
  const by = STEPS[key];
  if (by === undefined) return undefined;
  return {
    row: Math.min(rows - 1, Math.max(0, row + by[0])),
    column: Math.min(columns - 1, Math.max(0, column + by[1])),
  };
}

/** What a night has other than usual, in few words: `closed`, `2+ nights`. */
export function nightMarks(night: RateNight): string[] {
  return [
    ...(night.closed ? ['closed'] : []),
    ...(night.closedToArrival ? ['no arrival'] : []),
    ...(night.closedToDeparture ? ['no departure'] : []),
    ...(night.minStay === null ? [] : [`${plural(night.minStay, 'night')} or more`]),
    ...(night.maxStay === null ? [] : [`${plural(night.maxStay, 'night')} at most`]),
  ];
}
