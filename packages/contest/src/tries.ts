import type { Cell, Try } from './format.ts';
import type { ContestProblem } from './log.ts';

export const MINUTE = 60_000;

/** `none`: as if it had never been sent. */
export type Outcome = 'none' | 'pending' | 'accepted' | 'rejected';

/**
 * What a try is to the formats that ask whether a problem was solved. A judge's error is not the participant's: such a try waits for another judging.
 * A cancelled one is none; a compile error is one only where the contest says so.
 */
export function outcomeOf(one: Try, compileErrorsCount: boolean): Outcome {
  const { judgement } = one;
  if (judgement === null || judgement.verdict === 'IE') return 'pending';
  if (judgement.verdict === 'CANCELLED') return 'none';
  if (judgement.verdict === 'CE' && !compileErrorsCount) return 'none';
  return judgement.verdict === 'AC' && !one.hacked ? 'accepted' : 'rejected';
}

/** Points of a part of an answer: what was got, and what there is to get (null: no bound). */
export type Points = { readonly score: number; readonly full: number | null };

/**
 * Points of a judged try. Where the contest says what the problem is worth, the judge's score is a share of that; a problem that is only passed or failed
 * gives all or nothing, `whole` if the contest does not say.
 */
export function pointsOf(one: Try, problem: ContestProblem, whole: number): Points {
  const { judgement } = one;
  if (judgement === null || judgement.score === null) {
    const full = problem.points ?? whole;
    return { score: judgement?.verdict === 'AC' && !one.hacked ? full : 0, full };
  }
  const scale = scaleOf(problem, judgement.maxScore);
  const score = one.hacked ? 0 : tidy(judgement.score * scale);
  return { score, full: judgement.maxScore === null ? null : tidy(judgement.maxScore * scale) };
}

/** From points of the judge to points of the contest. */
export function scaleOf(problem: ContestProblem, maxScore: number | null): number {
  return problem.points === null || maxScore === null || maxScore <= 0 ? 1 : problem.points / maxScore;
}

/** Is this all that there is to get? Without a bound the verdict says so. */
export function isWhole({ score, full }: Points, one: Try): boolean {
  return full === null ? one.judgement?.verdict === 'AC' && !one.hacked : score > 0 && score >= full;
}

/** Without what binary fractions add: sums of the same points in another order are the same, and so is the place. */
export function tidy(points: number): number {
  return Math.round(points * 1e6) / 1e6;
}

export const units = ['minute', 'second', 'millisecond'] as const;
export type Unit = (typeof units)[number];
const MILLIS: Readonly<Record<Unit, number>> = { minute: MINUTE, second: 1_000, millisecond: 1 };

/** Contest time in whole units, still in milliseconds: 59.9 s are no minute. */
export function wholeUnits(time: number, unit: Unit): number {
  return Math.floor(time / MILLIS[unit]) * MILLIS[unit];
}

export const EMPTY_CELL: Cell = {
  tries: 0,
  pending: 0,
  solved: false,
  score: 0,
  time: null,
  penalty: 0,
  provisional: false,
  subtasks: [],
};

export function solvedCount(cells: readonly (Cell | null)[]): number {
  let solved = 0;
  for (const cell of cells) if (cell?.solved === true) solved += 1;
  return solved;
}

export function totalScore(cells: readonly (Cell | null)[]): number {
  let score = 0;
  for (const cell of cells) score += cell?.score ?? 0;
  return tidy(score);
}

/** -0 is not 0 to those who compare rows as text or by `Object.is`. */
export function descending(value: number): number {
  return value === 0 ? 0 : -value;
}
