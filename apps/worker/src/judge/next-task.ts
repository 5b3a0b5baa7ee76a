import { TOOLS_LANGUAGE } from '@docket/contracts/judge/task';
import { claimNext, type ClaimedTask } from '@docket/domain/judge/tasks';
import type { Ctx } from '@docket/domain/spine/ctx';
import type { Sandbox } from '@docket/sandbox/sandbox';

/**
 * Claims what is next among the tasks in languages that this worker has at that moment, as its row in the fleet says: what it cannot
 * judge, not yet or not any more, is left to those that can. Undefined when there is nothing, or judging is paused.
 */
export async function nextTask(
  ctx: Pick<Ctx, 'db'>,
  worker: {
    readonly sandbox: Pick<Sandbox, 'languages'>;
    readonly workerId: string;
    readonly leaseSeconds: number;
  },
): Promise<ClaimedTask | undefined> {
  const { sandbox, workerId, leaseSeconds } = worker;
  const languages = [...(await sandbox.languages()).map(({ id }) => id), TOOLS_LANGUAGE];
  const next = await claimNext(ctx, { workerId, languages, leaseSeconds });
  return next.outcome === 'claimed' ? next.task : undefined;
}
