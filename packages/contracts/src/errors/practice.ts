import type { ErrorTable } from './table.ts';

/** Practising: help with problems, lists, and what people say about them. */
export const practiceErrors = {
  practice_closed: [403, 'A contest has the problem, and nothing is told of it until that is over'],
  unsolved: [403, 'Only those who have solved the problem may do that'],
  study_list_not_found: [404, 'There is no such study list'],
  thread_not_found: [404, 'There is no such discussion'],
  post_not_found: [404, 'There is no such post'],
  study_lists_full: [409, 'The account has as many study lists as one may have, or the list as many problems'],
  thread_locked: [409, 'The discussion is locked'],
} as const satisfies ErrorTable;
