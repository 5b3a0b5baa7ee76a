import { DocketError } from '@docket/contracts/errors';

/** Why a scope does not take a submission, as `scope_gate` says it. */
export const SCOPE_REFUSALS = [
  'scope_not_found',
  'not_member',
  'scope_not_started',
  'window_not_begun',
  'scope_paused',
  'window_over',
  'not_in_scope',
  'needs_scope',
] as const;
export type ScopeRefusal = (typeof SCOPE_REFUSALS)[number];

/** The error for what a scope does not take. @param moment the end, or the beginning, where the refusal is about one */
export function scopeRefused(
  why: ScopeRefusal,
  moment: Date | null,
  sent: { readonly problemId: string; readonly now: Date },
): DocketError {
  switch (why) {
    case 'scope_not_found':
      return new DocketError('contest_not_found', 'There is no such contest; GET /contest lists them.');
    case 'not_member':
      return new DocketError('contest_not_participant', 'You do not take part in this contest. Register for it first.');
    case 'scope_not_started':
      return new DocketError('contest_not_started', `It begins at ${moment?.toISOString() ?? 'a later time'}.`, {
        ...(moment === null ? {} : { retryAfter: secondsUntil(moment, sent.now) }),
      });
    case 'window_not_begun':
      return new DocketError(
        'contest_window_not_begun',
        'Your own time has not begun: POST /contest/:id/start begins it.',
      );
    case 'scope_paused':
      return new DocketError('contest_paused', 'The contest is paused. Nobody’s time runs; try again when it goes on.');
    case 'window_over':
      return new DocketError(
        'contest_over',
        `Your time ended at ${moment?.toISOString() ?? 'an earlier time'}, by the server’s clock. Nothing is taken any more.`,
      );
    case 'not_in_scope':
      return new DocketError(
        'contest_problem_not_found',
        `This contest has no problem ${JSON.stringify(sent.problemId)}.`,
      );
    case 'needs_scope':
      return new DocketError(
        'contest_id_missing',
        'You are in a contest with this problem, where it does not pass as practice. Send its contestId along.',
      );
    default:
      return why satisfies never;
  }
}

/** For `Retry-After`: at least a second, at most an hour. */
export function secondsUntil(moment: Date, now: Date): number {
  return Math.max(1, Math.min(3_600, Math.ceil((moment.getTime() - now.getTime()) / 1_000)));
}
