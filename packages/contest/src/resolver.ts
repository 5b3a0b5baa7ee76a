import { isEqualData } from './equal.ts';
import { Board } from './board.ts';
import type { BoardRow, PlacedRow } from './format.ts';
import type { ContestEvent } from './log.ts';
import { compareRows, place, type Ranked } from './rank.ts';
import type { ContestState } from './state.ts';

/** Indexes count rows of the board from its top, from 0. */
export type ResolverStep<R = BoardRow> =
  /** A cell is uncovered, and the row moves. `problem` null: what is left of a row besides its cells, such as hacks. */
  | {
      readonly kind: 'reveal';
      readonly participant: string;
      readonly problem: string | null;
      /** The whole row, with this cell as it is. */
      readonly row: R;
      readonly from: number;
      readonly to: number;
    }
  /** All of a row is uncovered; nobody below it has anything hidden. The place is its last one: rows above that are equal as yet may still rise. */
  | { readonly kind: 'settled'; readonly participant: string; readonly index: number; readonly place: number | null };

export type Resolution = {
  /** The frozen board, in order. */
  readonly start: readonly PlacedRow[];
  readonly steps: readonly ResolverStep[];
  /** The board after the last step: the jury's, of the rows that the public sees. */
  readonly end: readonly PlacedRow[];
};

/** Walks the freeze of a whole log away: from the bottom of the board, one cell at a time, from the left. */
export function resolveLog(log: Iterable<ContestEvent>): Resolution {
  return resolveState(Board.of(log, { kind: 'frozen' }).state);
}

/** The same of a state that holds the log already. */
export function resolveState(state: ContestState): Resolution {
  const frozen = new Board({ kind: 'frozen' }, state);
  const jury = new Board({ kind: 'jury' }, state);
  const compare = compareRows((id) => state.participants.get(id)?.name ?? '');
  const problems = frozen.problems();
  const rows = frozen.unplaced().toSorted(compare);
  const start = place(rows);
  const shown = new Set(rows.map(({ participant }) => participant));
  const end = place(jury.rows().filter(({ participant }) => shown.has(participant)));
  const places = new Map(end.map((row) => [row.participant, row.place]));

  /** Uncovers the leftmost thing of a row that is not as it will be; null: there is none. */
  const uncover = (row: BoardRow): { problem: string | null; row: BoardRow } | null => {
    const final = jury.row(row.participant);
    const who = state.participants.get(row.participant);
    if (final === null || who === undefined || state.format === null) return null;
    const column = row.cells.findIndex((cell, i) => !isEqualData(cell, final.cells[i] ?? null));
    if (column === -1) return isEqualData(row.hacks, final.hacks) ? null : { problem: null, row: final };
    const cells = row.cells.with(column, final.cells[column] ?? null);
    const totals = state.format.row(cells, row.hacks, state.lengthOf(who));
    return { problem: problems[column]?.id ?? null, row: { ...row, ...totals, cells } };
  };

  const walked = walkUp(rows, uncover, compare, (participant) => places.get(participant) ?? null);
  return { start, steps: walked.steps, end: place(walked.end) };
}

/**
 * The walk itself, over rows that are in order: from the bottom up, whatever is covered of a row is uncovered, one thing at a time, and the row moves to where it
 * belongs then.
 * @param uncover the row with its next thing uncovered; null: nothing of it is covered
 * @param placeOf the place that a participant has in the end; null: none
 */
export function walkUp<R extends Ranked>(
  start: readonly R[],
  uncover: (row: R) => { readonly problem: string | null; readonly row: R } | null,
  compare: (a: R, b: R) => number,
  placeOf: (participant: string) => number | null,
): { readonly steps: readonly ResolverStep<R>[]; readonly end: readonly R[] } {
  const rows = [...start];
  const steps: ResolverStep<R>[] = [];
  const settled = new Set<string>();
  for (let at = rows.length - 1; at >= 0;) {
    const row = rows[at];
    if (row === undefined) break;
    const next = uncover(row);
    if (next === null) {
      if (!settled.has(row.participant)) {
        settled.add(row.participant);
        steps.push({
          kind: 'settled',
          participant: row.participant,
          index: at,
          place: placeOf(row.participant),
        });
      }
      at -= 1;
      continue;
    }
    rows.splice(at, 1);
    const to = indexFor(rows, next.row, compare);
    rows.splice(to, 0, next.row);
    steps.push({ kind: 'reveal', participant: row.participant, ...next, from: at, to });
    // Formats in which a verdict can cost points let a row fall among those below: the walk goes on from there.
    at = Math.max(at, to);
  }
  return { steps, end: rows };
}

/** Where a row belongs among others that are in order. */
function indexFor<R>(rows: readonly R[], row: R, compare: (a: R, b: R) => number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = rows[middle];
    if (other !== undefined && compare(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
