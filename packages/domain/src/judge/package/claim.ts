import type { TaskKindEntry } from '../queue/task-kinds.ts';
import { readClaimed, type ClaimedSubmission } from '../submission/claim.ts';

/** Programs of a package as tasks of the queue. */
export const checkTask: TaskKindEntry<ClaimedSubmission> = {
  begin: 'begin_check',
  read: (row) => readClaimed('check', row),
  // Nothing is written of one before it ends.
  reset: () => Promise.resolve(),
};
