import type { Cell, RowTotals, Try } from './format.ts';
import {
  EMPTY_CELL,
  MINUTE,
  descending,
  isWhole,
  outcomeOf,
  solvedCount,
  totalScore,
  wholeUnits,
  type Points,
  type Unit,
} from './tries.ts';

/** Rules of formats that order equal scores by when the last score was made, plus time for wrong tries. */
export type FinishRules = {
  readonly penaltyMinutes: number;
  readonly compileErrorPenalty: boolean;
  readonly unit: Unit;
};

/** The earliest of the best tries, with a penalty for each other one before it. Nothing was got: nothing is owed. */
export function finishCell(tries: readonly Try[], rules: FinishRules, worth: (one: Try) => Points): Cell {
  let counted = 0;
  let pending = 0;
  let cell = EMPTY_CELL;
  for (const one of tries) {
    const outcome = outcomeOf(one, rules.compileErrorPenalty);
    if (outcome === 'pending') pending += 1;
    if (outcome === 'none' || outcome === 'pending') continue;
    counted += 1;
    const points = worth(one);
    if (points.score <= cell.score) continue;
    const penalty = (counted - 1) * rules.penaltyMinutes * MINUTE;
    cell = { ...cell, score: points.score, time: one.time, penalty, solved: isWhole(points, one) };
    if (cell.solved) break;
  }
  return { ...cell, tries: counted, pending };
}

/** Score, then when it was complete plus all penalties. */
export function finishRow(cells: readonly (Cell | null)[], { unit }: FinishRules): RowTotals {
  const score = totalScore(cells);
  let last = 0;
  let wrong = 0;
  for (const cell of cells) {
    if (cell === null || cell.time === null) continue;
    last = Math.max(last, wholeUnits(cell.time, unit));
    wrong += cell.penalty;
  }
  const penalty = last + wrong;
  return { solved: solvedCount(cells), score, penalty, key: [descending(score), penalty] };
}
