import { prepare } from '@docket/db/statement';
import type { TaskKindEntry } from '../queue/task-kinds.ts';
import { readClaimed, type ClaimedSubmission } from '../submission/claim.ts';

const resetStatement = prepare('rejudge_waits_again', `UPDATE rejudge_results SET tests = '[]' WHERE id = $1`);

/** Submissions judged again, in the shadow, as tasks of the queue. */
export const rejudgeTask: TaskKindEntry<ClaimedSubmission> = {
  begin: 'begin_rejudge',
  read: (row) => readClaimed('rejudge', row),
  reset: async (on, id) => void (await resetStatement(on, [id])),
};
