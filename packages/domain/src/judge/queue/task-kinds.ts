import { taskKind, type TaskKind } from '@docket/contracts/judge/task';
import { transaction, type Pool, type PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import type { Hold } from './hold.ts';

/** A claimed task: its own columns, and those of `judge_work` that its kind has filled. */
export type ClaimedRow = {
  readonly id: string;
  readonly attempt: number;
  readonly user_id: string;
  readonly problem_id: string | null;
  readonly problem_version: number | null;
  readonly language: string;
  readonly files: unknown;
  /** Tests or cases. */
  readonly total: number;
  readonly inputs: unknown;
  readonly cpu_ms: number | null;
  readonly memory_bytes: string | null;
  readonly output_bytes: string | null;
  readonly judging: unknown;
  readonly programs: unknown;
  readonly tests: unknown;
};

/** What the queue must know of a kind of task. */
export type TaskKindEntry<Task> = {
  /** The SQL function that begins an attempt: takes the row of the task, writes at its subject that it is judged, gives a `judge_work`; null, having ended the task, where that is gone. */
  readonly begin: `begin_${string}`;
  /** The task as judges get it. @throws ZodError */
  readonly read: (row: ClaimedRow) => Task;
  /** Takes back at the subject what an attempt that was given back has written. */
  readonly reset: (on: PoolClient, id: string) => Promise<void>;
};

/** One entry per kind: one that is missing does not compile. */
export type TaskKinds = Readonly<Record<TaskKind, TaskKindEntry<unknown>>>;

export type ClaimOutcome<Task> =
  | { readonly outcome: 'claimed'; readonly task: Task }
  /** Nothing waits that this worker could judge. */
  | { readonly outcome: 'none' }
  /** The queue is paused. */
  | { readonly outcome: 'paused' };

export type ClaimRow = Omit<ClaimedRow, 'user_id'> & {
  readonly outcome: string;
  readonly kind: string;
  /** Null where what the task was about is gone, and the task has been ended. */
  readonly user_id: string | null;
};

const releaseStatement = prepare(
  'task_released',
  `UPDATE judge_tasks t SET status = 'QUEUED', worker_id = NULL, lease_until = NULL, started_at = NULL
    WHERE t.id = $1 AND t.attempt = $2 AND t.status = 'ACTIVE' RETURNING t.kind`,
);

/**
 * The statement that claims: takes a task and begins it as its kind does. $1 is the worker, $2 its languages, $3 the seconds of the lease.
 * Materialized, so that an attempt is begun once and not once per column that is read of it.
 */
export function claimText(kinds: TaskKinds): string {
  const begins = taskKind.options.map((kind) => `WHEN '${kind}' THEN ${kinds[kind].begin}(q.task)`).join(' ');
  return `WITH claimed AS MATERIALIZED (
            SELECT q.outcome, q.task, CASE (q.task).kind ${begins} END AS work FROM take_task($1, $2, $3) q)
          SELECT outcome, (task).kind, (task).id, (task).attempt, (work).* FROM claimed`;
}

type ClaimStatement = (on: Pool, values: readonly [string, readonly string[], number]) => Promise<ClaimRow[]>;

/**
 * How tasks are claimed and given back, for these kinds of them.
 * @param claimStatement prepared of their `claimText`
 */
export function openQueue<Kinds extends TaskKinds>(kinds: Kinds, claimStatement: ClaimStatement) {
  type Task = ReturnType<Kinds[TaskKind]['read']>;
  // The compiler cannot follow a kind to the type of its own tasks through the index.
  const readTask = (kind: TaskKind, row: ClaimedRow): Task => kinds[kind].read(row) as Task;

  /**
   * Takes up whatever is next in the queue's order among the tasks in these languages, with everything needed to judge it:
   * one round trip. Only one worker gets a task, until its lease runs out; a later claim raises the attempt and so shuts the
   * earlier holder out.
   */
  async function claimNext(
    ctx: Pick<Ctx, 'db'>,
    input: { readonly workerId: string; readonly languages: readonly string[]; readonly leaseSeconds: number },
  ): Promise<ClaimOutcome<Task>> {
    const [row] = await claimStatement(ctx.db.pool, [input.workerId, input.languages, input.leaseSeconds]);
    switch (row?.outcome) {
      case 'claimed': {
        const { user_id } = row;
        if (user_id === null) return claimNext(ctx, input);
        return { outcome: 'claimed', task: readTask(taskKind.parse(row.kind), { ...row, user_id }) };
      }
      case 'none':
      case 'paused':
        return { outcome: row.outcome };
      default:
        throw new Error(`take_task says ${row?.outcome ?? 'nothing'}`);
    }
  }

  /** Gives a claim back unjudged; the task keeps its place. @returns false when it was no longer held. */
  async function releaseTask(ctx: Pick<Ctx, 'db'>, hold: Hold): Promise<boolean> {
    return transaction(ctx.db.pool, async (client) => {
      const [released] = await releaseStatement(client, [hold.taskId, hold.attempt]);
      if (released === undefined) return false;
      await kinds[taskKind.parse(released.kind)].reset(client, hold.taskId);
      return true;
    });
  }

  return { claimNext, releaseTask };
}
