import type { PoolClient } from '@docket/db/client';
import { withdrawTasks } from '../queue/hold.ts';

/** Takes the tasks of a problem's jobs out of the queue, whoever has them. */
export async function endSetterJobs(client: PoolClient, problemId: string): Promise<void> {
  const jobs = await client.query<{ id: string }>('SELECT id FROM setter_jobs WHERE problem_id = $1', [problemId]);
  await withdrawTasks(
    client,
    jobs.rows.map(({ id }) => id),
  );
}
