import type { ErrorTable } from './table.ts';

/** Submissions, runs, rejudges and the queue. */
export const judgeErrors = {
  problem_not_found: [404, 'There is no such problem'],
  submission_not_found: [404, 'There is no such submission'],
  run_not_found: [404, 'There is no such run'],
  language_not_found: [404, 'There is no such language'],
  rejudge_not_found: [404, 'There is no such rejudge'],
  rejudge_not_ready: [409, 'The rejudge still has submissions to judge'],
  rejudge_closed: [409, 'The rejudge was applied or dropped'],
  problem_unchecked: [409, 'Programs of the package must be tried first'],
  problem_embargoed: [409, 'The package says that it must not be published yet'],
  problem_status: [409, 'The problem is not in a state from which that follows'],
  problem_has_submissions: [409, 'There are submissions to the problem'],
  problem_in_use: [409, 'The problem is used where it cannot be missing'],
  draft_conflict: [409, 'The draft was changed elsewhere'],
  drafts_full: [409, 'The account has as many drafts as one may have'],
  code_too_large: [413, 'The source code is over the limit'],
  language_not_allowed: [422, 'The problem does not take that language'],
  unknown_language: [422, 'This installation cannot judge that language'],
  invalid_code: [422, 'The source code holds bytes that no compiler takes'],
  limits_below_floor: [422, 'The problem’s limits are below what the language needs to start'],
  nothing_to_rejudge: [422, 'No judged submission fits the filter'],
  rejudge_too_large: [422, 'More submissions fit the filter than one rejudge takes'],
  callback_needs_token: [403, 'Calls are for programs, which log in with an API token'],
  callback_refused: [422, 'The address is not called from here'],
  queue_draining: [503, 'The judge takes no new work at the moment; try again later'],
} as const satisfies ErrorTable;
