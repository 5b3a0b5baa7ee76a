import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

/** Who holds: a task and the attempt that was claimed. */
export type Hold = { readonly taskId: string; readonly attempt: number };

const renewStatement = prepare('renew_tasks', 'SELECT renew_tasks($1, $2, $3) AS id').rows<{ id: string }>();
const keepStatement = prepare('keep_task', 'SELECT keep_task($1, $2, $3) AS held');
const endStatement = prepare('end_task', 'SELECT end_task($1, $2) AS held');
const withdrawStatement = prepare(
  'withdraw_tasks',
  `UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp(), attempt = t.attempt + 1
    WHERE t.id = ANY ($1::uuid[]) AND t.status = ANY ($2::text[]) RETURNING t.id`,
);

/**
 * The fence in a statement of several: every effect of a judge comes of `held`, whose one row says `ours`, and has none where that is
 * false. Evaluated once, and before the rows that wait for it. $1 is the task, $2 the attempt, and of `KEEPS` $3 the seconds of its lease.
 */
export const KEEPS = 'held AS MATERIALIZED (SELECT keep_task($1, $2, $3) AS ours)';
export const ENDS = 'held AS MATERIALIZED (SELECT end_task($1, $2) AS ours)';

/** Renews leases. @returns the ids of those still held; whatever is missing was lost. */
export async function renewTasks(ctx: Ctx, holds: readonly Hold[], leaseSeconds: number): Promise<ReadonlySet<string>> {
  const rows = await renewStatement(ctx.db.pool, [
    holds.map((hold) => hold.taskId),
    holds.map((hold) => hold.attempt),
    leaseSeconds,
  ]);
  return new Set(rows.map((row) => row.id));
}

/** Renews one lease. @returns false when the task is no longer held. */
export async function keepTask(ctx: Pick<Ctx, 'db'>, hold: Hold, leaseSeconds: number): Promise<boolean> {
  const [row] = await keepStatement(ctx.db.pool, [hold.taskId, hold.attempt, leaseSeconds]);
  return row?.held === true;
}

/** Ends a task, in the transaction that writes what it came to. @returns false when it is no longer held: write nothing. */
export async function endTask(on: PoolClient, hold: Hold): Promise<boolean> {
  const [row] = await endStatement(on, [hold.taskId, hold.attempt]);
  return row?.held === true;
}

/**
 * Ends tasks over the heads of those who hold them, who learn of it at their next write.
 * @param from only those that are in one of these states
 * @returns the ids of those that were ended
 */
export async function withdrawTasks(
  on: PoolClient,
  ids: readonly string[],
  from: readonly ('QUEUED' | 'ACTIVE')[] = ['QUEUED', 'ACTIVE'],
): Promise<readonly string[]> {
  return (await withdrawStatement(on, [ids, from])).map(({ id }) => id);
}
