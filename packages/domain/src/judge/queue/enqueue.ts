import { taskClasses, type TaskClass, type TaskKind } from '@docket/contracts/judge/task';
import type { OutboxJob } from '@docket/db/outbox';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { owedJob } from '../../spine/emit.ts';

/** What the database stores of a class. */
export function classNumber(name: TaskClass): number {
  return taskClasses.indexOf(name);
}

/** The wake-up of a task, for a statement that writes it along with the task. */
export function wakeUp(taskId: string): OutboxJob {
  return owedJob({ name: 'judge.wake', payload: { taskId } });
}

const enqueueStatement = prepare(
  'enqueue_tasks',
  `SELECT enqueue_task(t.id, $3, $4, $5, t.language) FROM unnest($1::uuid[], $2::text[]) AS t(id, language)`,
);

/** Puts tasks at the end of a user's line, in their order, whatever the queue's depth. Whoever calls owes a wake-up for some of them. */
export async function enqueueTasks(
  on: PoolClient,
  line: { readonly kind: TaskKind; readonly class: TaskClass; readonly userId: string },
  tasks: readonly { readonly id: string; readonly language: string }[],
): Promise<void> {
  await enqueueStatement(on, [
    tasks.map(({ id }) => id),
    tasks.map(({ language }) => language),
    line.kind,
    classNumber(line.class),
    line.userId,
  ]);
}
