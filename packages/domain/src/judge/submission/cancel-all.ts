import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import { withdrawTasks } from '../queue/hold.ts';
import { logCancelled } from './cancel.ts';
import { submissionNews } from './news.ts';

/** In one order: two that end tasks of several wait for each other here. */
const tasksStatement = prepare(
  'open_tasks_of_user_lock',
  `SELECT t.id FROM judge_tasks t JOIN submissions s ON s.id = t.id WHERE s.user_id = $1 AND s.finished_at IS NULL ORDER BY t.id FOR UPDATE OF t`,
);
const cancelStatement = prepare(
  'submissions_of_user_cancelled',
  `UPDATE submissions s SET status = 'CANCELLED', finished_at = clock_timestamp(), attempt = s.attempt + 1
    WHERE s.id = ANY ($1::uuid[]) AND s.finished_at IS NULL RETURNING s.id, s.problem_id, s.language, s.attempt, s.tests_total`,
);

/** Ends whatever somebody has submitted that has no verdict yet; the judge that holds one notices at its next write and stops. */
export async function cancelSubmissionsOf(tx: Tx, userId: string): Promise<void> {
  const open = await tasksStatement(tx.client, [userId]);
  if (open.length === 0) return;
  const withdrawn = await withdrawTasks(
    tx.client,
    open.map(({ id }) => id),
  );
  const cancelled = await cancelStatement(tx.client, [withdrawn]);
  await logCancelled(
    tx,
    cancelled.map(({ id }) => id),
  );
  for (const each of cancelled)
    tx.emit(
      submissionNews({
        userId,
        submissionId: each.id,
        problemId: each.problem_id,
        language: each.language,
        status: 'CANCELLED',
        reason: null,
        attempt: each.attempt,
        cpuMs: null,
        memoryBytes: null,
        testsDone: 0,
        testsTotal: each.tests_total,
        tests: [],
        compileLog: null,
      }),
    );
}
