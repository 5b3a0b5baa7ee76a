import { z } from 'zod';
import { defineFormat, type Cell, type Try } from '../format.ts';
import type { ContestProblem } from '../log.ts';
import {
  EMPTY_CELL,
  descending,
  isWhole,
  outcomeOf,
  pointsOf,
  scaleOf,
  solvedCount,
  tidy,
  totalScore,
  type Points,
} from '../tries.ts';

const options = z.strictObject({
  /** The best of each subtask over all tries, the best try, or the last one. */
  scores: z.enum(['subtasks', 'best', 'last']).default('subtasks'),
  /** `time`: of rows with the same score, the one that reached it earlier. */
  tieBreak: z.enum(['none', 'time']).default('none'),
});

/** What a problem is worth where nobody says. */
const WHOLE = 100;

/** Points alone; equal points share a place. Compile errors and tries without a verdict cost nothing. */
export const ioi = defineFormat({
  name: 'ioi',
  options,
  counts: (time, { length }) => time >= 0 && time < length,
  cell(tries, { problem, options: { scores } }) {
    const judged = tries.filter((one) => ['accepted', 'rejected'].includes(outcomeOf(one, false)));
    const pending = tries.filter((one) => outcomeOf(one, false) === 'pending').length;
    const counted = scores === 'last' ? judged.slice(-1) : judged;
    return { ...best(counted, problem, scores === 'subtasks'), tries: judged.length, pending };
  },
  row(cells, _hacks, { options: { tieBreak } }) {
    const score = totalScore(cells);
    const last = Math.max(0, ...cells.map((cell) => cell?.time ?? 0));
    const key = [descending(score), ...(tieBreak === 'time' ? [last] : [])];
    return { solved: solvedCount(cells), score, penalty: 0, key };
  },
});

/** The best of these tries: as wholes, and part by part if parts of different tries add up. */
function best(tries: readonly Try[], problem: ContestProblem, byParts: boolean): Cell {
  const parts = new Map<string, { score: number; maxScore: number | null }>();
  let whole = 0;
  let cell = EMPTY_CELL;
  for (const one of tries) {
    const points = pointsOf(one, problem, WHOLE);
    const isBetterWhole = points.score > whole;
    if (isBetterWhole) whole = points.score;
    const scale = scaleOf(problem, one.judgement?.maxScore ?? null);
    if (!byParts && isBetterWhole) parts.clear();
    if (byParts || isBetterWhole)
      for (const { name, score, maxScore } of one.judgement?.subtasks ?? [])
        parts.set(name, {
          score: Math.max(parts.get(name)?.score ?? 0, one.hacked ? 0 : tidy(score * scale)),
          maxScore: maxScore === null ? null : tidy(maxScore * scale),
        });
    const sum = tidy([...parts.values()].reduce((total, { score }) => total + score, 0));
    // A whole answer is never worth less than its parts say, nor the parts less than the whole.
    const reached: Points = { score: byParts ? Math.max(whole, sum) : whole, full: points.full };
    if (reached.score > cell.score)
      cell = { ...cell, score: reached.score, time: one.time, solved: isWhole(reached, one) };
  }
  const subtasks = [...parts].map(([name, part]) => ({ name, ...part })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { ...cell, subtasks };
}
