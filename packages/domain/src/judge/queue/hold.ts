import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

/** Who holds: a task and the attempt that was claimed. */
export type Hold = { readonly taskId: string; readonly attempt: number };

const releaseStatement = prepare('release_task', 'SELECT release_task($1, $2) AS told').rows<{ told: boolean }>();
const renewStatement = prepare('renew_tasks', 'SELECT renew_tasks($1, $2, $3) AS id').rows<{ id: string }>();

/** Gives a claim back unjudged; the task keeps its place. @returns false when it was no longer held. */
export async function releaseTask(ctx: Ctx, hold: Hold): Promise<boolean> {
  const [row] = await releaseStatement(ctx.db.pool, [hold.taskId, hold.attempt]);
  return row?.told === true;
}

/** Renews leases. @returns the ids of those still held; whatever is missing was lost. */
export async function renewTasks(ctx: Ctx, holds: readonly Hold[], leaseSeconds: number): Promise<ReadonlySet<string>> {
  const rows = await renewStatement(ctx.db.pool, [
    holds.map((hold) => hold.taskId),
    holds.map((hold) => hold.attempt),
    leaseSeconds,
  ]);
  return new Set(rows.map((row) => row.id));
}
