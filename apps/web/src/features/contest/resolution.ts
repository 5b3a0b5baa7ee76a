import { isEqualData } from '@docket/contest/equal';
import type { RowTotals } from '@docket/contest/format';
import { walkUp, type ResolverStep } from '@docket/contest/resolver';
import type { BoardRow } from '@docket/contracts/contest/board';
import { orderOf, placeRows } from './board-state.ts';

/** A step of a ceremony. `problem` is a label; indexes count rows of the board from its top, from 0. */
export type Step = ResolverStep<BoardRow>;

/**
 * Walks from the board as everybody sees it to the jury's, one cell at a time.
 * @param totalsOf what a row comes to with such cells, as its format counts
 */
export function resolveBoards(
  frozen: readonly BoardRow[],
  jury: readonly BoardRow[],
  labels: readonly string[],
  totalsOf: (cells: BoardRow['cells']) => RowTotals,
): { readonly start: readonly BoardRow[]; readonly steps: readonly Step[] } {
  const shown = new Set(frozen.map(({ participant }) => participant));
  const ends = placeRows(jury.filter(({ participant }) => shown.has(participant)));
  const known = new Map(ends.map(({ place, ...row }) => [row.participant, { place, row }]));
  const order = orderOf(frozen);
  const start = frozen.toSorted(order);
  const uncover = (row: BoardRow) => {
    const end = known.get(row.participant)?.row;
    if (end === undefined) return null;
    const column = row.cells.findIndex((cell, at) => !isEqualData(cell, end.cells[at] ?? null));
    if (column === -1) return isEqualData(row.key, end.key) ? null : { problem: null, row: end };
    const cells = row.cells.with(column, end.cells[column] ?? null);
    const { solved, score, penalty, key } = totalsOf(cells);
    return { problem: labels[column] ?? null, row: { ...row, cells, solved, score, penalty, key: [...key] } };
  };
  const { steps } = walkUp(start, uncover, order, (participant) => known.get(participant)?.place ?? null);
  return { start, steps };
}

/** The board after so many steps, in order. */
export function boardAfter(start: readonly BoardRow[], steps: readonly Step[], count: number): readonly BoardRow[] {
  const rows = [...start];
  for (const step of steps.slice(0, count)) {
    if (step.kind !== 'reveal') continue;
    rows.splice(step.from, 1);
    rows.splice(step.to, 0, step.row);
  }
  return rows;
}

/** Whose row is looked at after so many steps, and which problem of it comes next. */
export function focusAt(
  steps: readonly Step[],
  count: number,
): { readonly participant: string; readonly label: string | null; readonly index: number } | undefined {
  const next = steps[count];
  if (next === undefined) return undefined;
  return next.kind === 'reveal'
    ? { participant: next.participant, label: next.problem, index: next.from }
    : { participant: next.participant, label: null, index: next.index };
}

/** What a step has shown, for those who hear the page. */
export function stepWords(step: Step | undefined, nameOf: (participant: string) => string): string {
  if (step === undefined) return 'The standings as they were frozen.';
  const name = nameOf(step.participant);
  if (step.kind === 'settled')
    return step.place === null ? `${name} is done.` : `${name} is done, at place ${step.place}.`;
  const moved = step.from - step.to;
  const where = moved === 0 ? 'and stays' : moved > 0 ? `and goes up ${moved}` : `and falls ${-moved}`;
  return `${name}, problem ${step.problem ?? ''}: uncovered ${where}.`;
}
