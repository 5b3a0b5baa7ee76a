import type { TaskKind } from '@docket/contracts/judge/task';
import { prepare } from '@docket/db/statement';
import { checkTask } from './package/claim.ts';
import { claimText, openQueue, type ClaimRow } from './queue/task-kinds.ts';
import { rejudgeTask } from './rejudge/claim.ts';
import { runTask } from './run/claim.ts';
import { toolTask } from './setter/claim.ts';
import { submissionTask } from './submission/claim.ts';

/** Every kind of task there is. A new one is an entry here and a folder beside the others. */
const kinds = {
  submission: submissionTask,
  run: runTask,
  rejudge: rejudgeTask,
  check: checkTask,
  tool: toolTask,
} as const;

/** A task in the hands of a judge. */
export type ClaimedTask = ReturnType<(typeof kinds)[TaskKind]['read']>;

const claimStatement = prepare('claim_task', claimText(kinds)).rows<ClaimRow>();

export const { claimNext, releaseTask } = openQueue(kinds, claimStatement);
