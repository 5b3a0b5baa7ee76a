import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import { withdrawTasks } from '../queue/hold.ts';

/** In one order: two that end tasks of several wait for each other here. */
const tasksStatement = prepare(
  'run_tasks_of_user_lock',
  `SELECT t.id FROM judge_tasks t JOIN runs r ON r.id = t.id WHERE r.user_id = $1 AND t.status <> 'ENDED' ORDER BY t.id FOR UPDATE OF t`,
);
// One that was taken in meanwhile has its task still, and goes with the day.
const forgetStatement = prepare(
  'runs_of_user_forget',
  `DELETE FROM runs r WHERE r.user_id = $1 AND NOT EXISTS (SELECT FROM judge_tasks t WHERE t.id = r.id AND t.status <> 'ENDED')`,
);

/** Removes the runs of somebody. Those that are not over are over with it: no judge takes them up, and the one that holds one notices at its next write and stops. */
export async function forgetRunsOf(tx: Tx, userId: string): Promise<void> {
  const open = await tasksStatement(tx.client, [userId]);
  await withdrawTasks(
    tx.client,
    open.map(({ id }) => id),
  );
  await forgetStatement(tx.client, [userId]);
}
