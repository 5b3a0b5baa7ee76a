import { sourceFile } from '@docket/contracts/http/submission';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { judgeMaterial, materialOf } from '../problem/material.ts';
import type { ClaimedRow, TaskKindEntry } from '../queue/task-kinds.ts';

export const claimedSubmission = judgeMaterial.extend({
  /**
   * `rejudge`: judged in the shadow. Its results are kept beside the submission, and nobody is told.
   * `check`: a sample submission of a package, or without files the package's own check program, which is only compiled.
   */
  kind: z.enum(['submission', 'rejudge', 'check']),
  /** What verdict and tests are written under: of a rejudge the id of its result, of a check its own. */
  submissionId: z.uuid(),
  /** Fencing token: every later write names it. */
  attempt: z.int(),
  userId: z.uuid(),
  problemId: z.uuid(),
  language: z.string(),
  files: z.array(sourceFile),
  testsTotal: z.int(),
});

/** A submission, or what is judged like one, in the hands of a judge. */
export type ClaimedSubmission = z.infer<typeof claimedSubmission>;

/** Code to be judged on all tests, from the row of its claim. @throws ZodError */
export function readClaimed(kind: ClaimedSubmission['kind'], row: ClaimedRow): ClaimedSubmission {
  return claimedSubmission.parse({
    ...materialOf(row),
    kind,
    submissionId: row.id,
    attempt: row.attempt,
    userId: row.user_id,
    problemId: row.problem_id,
    language: row.language,
    files: row.files,
    testsTotal: row.total,
  });
}

const waitStatement = prepare(
  'submission_waits_again',
  `UPDATE submissions SET status = 'QUEUED', started_at = NULL, tests_done = 0 WHERE id = $1`,
);
const forgetStatement = prepare('submission_tests_forgotten', 'DELETE FROM submission_tests WHERE submission_id = $1');

async function reset(on: PoolClient, id: string): Promise<void> {
  await waitStatement(on, [id]);
  await forgetStatement(on, [id]);
}

/** Submissions as tasks of the queue. */
export const submissionTask: TaskKindEntry<ClaimedSubmission> = {
  begin: 'begin_submission',
  read: (row) => readClaimed('submission', row),
  reset,
};
