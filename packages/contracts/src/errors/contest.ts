import type { ErrorTable } from './table.ts';

/** Contests: taking part, and running one. */
export const contestErrors = {
  contest_not_found: [404, 'There is no such contest'],
  contest_problem_not_found: [404, 'The contest has no such problem'],
  participant_not_found: [404, 'Nobody of that id takes part'],
  clarification_not_found: [404, 'There is no such clarification'],
  balloon_not_found: [404, 'There is no such balloon'],
  print_not_found: [404, 'There is no such print'],
  contest_not_jury: [403, 'Only the jury of the contest may do that'],
  contest_not_participant: [403, 'Only those who take part in the contest may do that'],
  contest_slug_taken: [409, 'Another contest has that address'],
  contest_not_started: [409, 'The contest has not begun'],
  contest_window_not_begun: [409, 'The own time in the contest has not begun'],
  contest_over: [409, 'The time in the contest is over'],
  contest_paused: [409, 'The contest is paused'],
  contest_state: [409, 'The contest is not in a state from which that follows'],
  contest_begun: [409, 'The contest has begun, and that can no longer be changed'],
  registration_closed: [409, 'Nobody can register any more, or not by oneself'],
  already_registered: [409, 'The account takes part already'],
  team_full: [409, 'The team has as many members as a team may have'],
  clarification_claimed: [409, 'Somebody else of the jury has taken the question'],
  contest_times: [422, 'The times of the contest do not follow each other'],
  contest_labels: [422, 'Two problems of the contest have the same letter or are the same'],
  contest_options: [422, 'The format has no such options'],
  registration_code: [422, 'The code does not fit'],
  roster_invalid: [422, 'The roster has faults'],
} as const satisfies ErrorTable;
