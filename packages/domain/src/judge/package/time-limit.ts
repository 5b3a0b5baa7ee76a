import type { ProblemTrials } from '@docket/contracts/http/setter';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { TimeRule } from '@docket/problem-package/material';

/** A sample submission and how long it took. */
export type Timed = {
  readonly path: string;
  /** What it is to be: right, too slow, or something that says nothing of time. */
  readonly role: 'accepted' | 'slow' | 'other';
  readonly results: readonly { readonly name: string; readonly verdict: TestVerdict; readonly cpuMs: number }[];
};

const slowestOf = (one: Timed): number => one.results.reduce((most, { cpuMs }) => Math.max(most, cpuMs), 0);

/**
 * The time limit that the format's rule makes of the sample submissions ("time_multipliers" of 2025-09): the slowest accepted one times `acToLimit`, rounded
 * up to a multiple of the resolution. A submission that is to be too slow must need at least `limitToTle` times the limit on a test; one that was stopped
 * needs at least what it had when it was.
 * @param nowMs the limit in force, in milliseconds, with which they were tried
 */
export function proposeTimeLimit(
  programs: readonly Timed[],
  rule: TimeRule,
  nowMs: number,
): ProblemTrials['timeLimit'] {
  const measured = programs.filter(({ results }) => results.length > 0);
  const accepted = measured
    .filter(({ role }) => role === 'accepted')
    .toSorted((a, b) => slowestOf(b) - slowestOf(a))[0];
  const slow = measured.filter(({ role }) => role === 'slow').toSorted((a, b) => slowestOf(a) - slowestOf(b))[0];
  const slowestAcceptedMs = accepted === undefined ? null : slowestOf(accepted);
  const quickestSlowMs = slow === undefined ? null : slowestOf(slow);
  const step = rule.resolution * 1000;
  const isCut = accepted?.results.some(({ verdict }) => verdict === 'TLE') === true;
  const proposedMs =
    slowestAcceptedMs === null || isCut
      ? null
      : Math.max(step, Math.ceil((slowestAcceptedMs * rule.acToLimit) / step - 1e-9) * step);
  // One that ran into the limit would have gone on for nobody knows how long.
  const isStopped = slow?.results.some(({ verdict }) => verdict === 'TLE') === true;
  const judge = (): ProblemTrials['timeLimit']['verdict'] => {
    if (accepted === undefined || slowestAcceptedMs === null) return 'no_accepted';
    if (isCut) return 'accepted_over_limit';
    if (
      quickestSlowMs !== null &&
      quickestSlowMs < (proposedMs ?? nowMs) * rule.limitToTle &&
      !(isStopped && nowMs >= (proposedMs ?? nowMs))
    )
      return 'slow_too_near';
    return nowMs < slowestAcceptedMs * rule.acToLimit ? 'limit_too_low' : 'fits';
  };
  return {
    nowMs,
    proposedMs,
    slowestAcceptedMs,
    slowestAccepted: accepted?.path ?? null,
    quickestSlowMs,
    quickestSlow: slow?.path ?? null,
    verdict: judge(),
    rule,
  };
}
