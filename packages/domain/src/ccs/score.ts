import type { ContestProblem } from '@docket/contest/log';
import type { ContestState } from '@docket/contest/state';
import { standingJudgement, type Tracked } from '@docket/contest/tracked';
import { pointsOf } from '@docket/contest/tries';

/** Are problems solved or not, or do they give points? */
export function scoreboardType(format: string): 'pass-fail' | 'score' {
  return format === 'icpc' ? 'pass-fail' : 'score';
}

/** What a whole solution of a problem gives: what the format makes of one that was there at once. */
export function worthOf(state: ContestState, problem: ContestProblem): number {
  if (problem.points !== null || state.format === null) return problem.points ?? 0;
  const judgement = {
    submission: '',
    attempt: 1,
    verdict: 'AC',
    score: null,
    maxScore: null,
    subtasks: [],
    pretestsOnly: false,
    failedTest: null,
    rejudge: null,
  } as const;
  const whole = { submission: '', time: 0, seq: 0, judgement, hacked: false };
  return state.format.cell([whole], problem, state.settings?.duration ?? 0).score;
}

/** Points of a judged try, without what time costs; null where there are none. */
export function scoreOf(state: ContestState, tracked: Tracked, hacked: boolean): number | null {
  const judgement = standingJudgement(tracked);
  const problem = state.problems.get(tracked.submission?.problem ?? '');
  if (judgement === null || problem === undefined || scoreboardType(state.settings?.format ?? '') === 'pass-fail')
    return null;
  const one = { submission: tracked.id, time: 0, seq: tracked.seq, judgement, hacked };
  return Math.max(0, pointsOf(one, problem, worthOf(state, problem)).score);
}
