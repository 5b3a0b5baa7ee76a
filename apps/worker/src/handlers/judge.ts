import { releaseTask } from '@docket/domain/judge/queue/hold';
import type { ClaimedTask } from '@docket/domain/judge/queue/claim-next';
import type { Ctx } from '@docket/domain/ctx';
import { DONE, type JobHandler } from '@docket/queue/consumer';
import type { Publisher } from '@docket/queue/publish/publisher';
import type { Desk } from '../judge/desk.ts';
import { AttemptLost, judgeSubmission, type JudgeDeps } from '../judge/judge-submission.ts';
import type { HeldTask, LeaseKeeper } from '../judge/lease-keeper.ts';
import type { LoadMeter } from '../load-meter.ts';
import { Story } from '../judge/story.ts';
import { giveUp, MAX_ATTEMPTS } from '../judge/give-up.ts';

export type TaskDeps = JudgeDeps & {
  /** A context for a task, its id used as request id. */
  readonly ctxFor: (taskId: string) => Ctx;
  readonly publisher: Publisher;
  readonly leases: LeaseKeeper;
  readonly load: LoadMeter;
  readonly leaseSeconds: number;
};

/** `judge.wake`: something waits. A wake-up that finds nothing has nothing left to do. */
export function createWakeHandler(desk: Desk<ClaimedTask>): JobHandler<'judge.wake'> {
  return async function wake() {
    // A task given back wants another worker, at once.
    return (await desk.serve()) === 'released' ? { kind: 'retry', inMs: 0 } : DONE;
  };
}

function taskIdOf(task: ClaimedTask): string {
  return task.submissionId;
}

async function judgeByKind(deps: TaskDeps, ctx: Ctx, task: ClaimedTask, held: HeldTask): Promise<void> {
  const story = new Story({
    ctx,
    publisher: deps.publisher,
    claim: task,
    leaseSeconds: deps.leaseSeconds,
    lost: held.lost,
  });
  try {
    if (task.attempt > MAX_ATTEMPTS) await giveUp(ctx, task, story);
    else await judgeSubmission(ctx, deps, task, story, held.lost.signal);
  } catch (error) {
    await story.end();
    throw error;
  }
}

/**
 * Judges a claimed task, and leaves everything that can go wrong in between to the claim's fence.
 * @throws when database or disk failed; the claim was given back then, if that was possible.
 */
export function createTaskJudge(deps: TaskDeps): (task: ClaimedTask) => Promise<'served' | 'released'> {
  return async function judgeTask(task) {
    const taskId = taskIdOf(task);
    const ctx = deps.ctxFor(taskId);
    const held = deps.leases.hold({ taskId, attempt: task.attempt });
    const stopMeter = deps.load.start();
    try {
      await judgeByKind(deps, ctx, task, held);
      return 'served';
    } catch (error) {
      if (error instanceof AttemptLost && held.lost.signal.reason !== 'handing back') return 'served';
      // Stopping, or database or disk trouble: give the claim back, so that the next judge need not wait for the lease to end.
      const released = await releaseTask(ctx, held).catch(() => false);
      if (!(error instanceof AttemptLost)) throw error;
      return released ? 'released' : 'served';
    } finally {
      stopMeter();
      deps.leases.drop(held);
    }
  };
}
