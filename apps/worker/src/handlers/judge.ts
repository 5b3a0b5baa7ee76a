import type { CompileEvidence } from '@docket/contracts/judge/evidence';
import { releaseTask, type ClaimedTask } from '@docket/domain/judge/tasks';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { recordCompile } from '@docket/domain/judge/submission/record';
import type { Ctx } from '@docket/domain/spine/ctx';
import { DONE, type JobHandler } from '@docket/queue/consumer';
import type { Publisher } from '@docket/queue/publish/publisher';
import { withCache, type CompileCache, type CompileResult } from '../judge/compile-cache.ts';
import type { Desk } from '../judge/desk.ts';
import { judgeRun } from '../judge/judge-run.ts';
import { AttemptLost, judgeSubmission, type JudgeDeps } from '../judge/judge-submission.ts';
import type { HeldTask, LeaseKeeper } from '../judge/lease-keeper.ts';
import type { LoadMeter } from '../load-meter.ts';
import { Story } from '../judge/story.ts';
import { SandboxFailed } from '../judge/fresh-box.ts';
import { workOnTool } from '../setter/tool-task.ts';
import { giveUp, MAX_ATTEMPTS } from '../judge/give-up.ts';

export type TaskDeps = JudgeDeps & {
  /** A context for a task, its id used as request id. */
  readonly ctxFor: (taskId: string) => Ctx;
  readonly publisher: Publisher;
  readonly leases: LeaseKeeper;
  readonly load: LoadMeter;
  readonly leaseSeconds: number;
  readonly compiles: CompileCache;
  /** Told when the sandbox failed, so that nothing is taken up until it is seen to work again. */
  readonly onSandboxFailed: (why: string) => Promise<void>;
};

/** `judge.wake`: something waits. A wake-up that finds nothing has nothing left to do. */
export function createWakeHandler(desk: Desk<ClaimedTask>): JobHandler<'judge.wake'> {
  return async function wake() {
    // A task given back wants another worker, at once.
    return (await desk.serve()) === 'released' ? { kind: 'retry', inMs: 0 } : DONE;
  };
}

function taskIdOf(task: ClaimedTask): string {
  switch (task.kind) {
    case 'run':
      return task.runId;
    case 'tool':
      return task.jobId;
    default:
      return task.submissionId;
  }
}

function evidenceOf({ outcome, cached }: CompileResult): CompileEvidence | undefined {
  if (outcome.evidence === null) return undefined;
  const { cpuMs, wallMs, memoryBytes } = outcome.evidence;
  return { cached, cpuMs, wallMs, memoryBytes };
}

async function judgeClaimed(deps: TaskDeps, ctx: Ctx, task: ClaimedSubmission, held: HeldTask): Promise<void> {
  const story = new Story({
    ctx,
    publisher: deps.publisher,
    claim: task,
    leaseSeconds: deps.leaseSeconds,
    lost: held.lost,
  });
  let told = false;
  // The first compile of a submission is its own; what comes after belongs to the problem (its checker).
  const sandbox = withCache(deps.sandbox, deps.compiles, (compiled) => {
    const evidence = told || task.kind !== 'submission' ? undefined : evidenceOf(compiled);
    told = true;
    if (evidence !== undefined) story.alongside(recordCompile(ctx, task, evidence));
  });
  try {
    if (task.attempt > MAX_ATTEMPTS) await giveUp(ctx, task, story);
    else await judgeSubmission(ctx, { ...deps, sandbox }, task, story, held.lost.signal);
  } catch (error) {
    await story.end();
    throw error;
  }
}

/** @returns `later` where there is more to do after those who wait */
async function judgeByKind(deps: TaskDeps, ctx: Ctx, task: ClaimedTask, held: HeldTask): Promise<'over' | 'later'> {
  switch (task.kind) {
    case 'submission':
    case 'rejudge':
    case 'check':
      await judgeClaimed(deps, ctx, task, held);
      return 'over';
    case 'run':
      await judgeRun(ctx, { ...deps, sandbox: withCache(deps.sandbox, deps.compiles) }, task, held.lost.signal);
      return 'over';
    case 'tool':
      return workOnTool(ctx, { ...deps, sandbox: withCache(deps.sandbox, deps.compiles) }, task, held.lost.signal);
    default:
      return task satisfies never;
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
      if ((await judgeByKind(deps, ctx, task, held)) === 'over') return 'served';
      return (await releaseTask(ctx, held)) ? 'released' : 'served';
    } catch (error) {
      if (error instanceof AttemptLost && held.lost.signal.reason !== 'handing back') return 'served';
      if (error instanceof SandboxFailed) {
        ctx.log.error(
          { err: error, taskId, attempt: task.attempt },
          'the sandbox failed twice; the task is given back',
        );
        await deps.onSandboxFailed(error.message);
      }
      // Stopping, or sandbox, database or disk trouble: give the claim back, so that the next judge need not wait for the lease to end.
      const released = await releaseTask(ctx, held).catch(() => false);
      if (!(error instanceof AttemptLost || error instanceof SandboxFailed)) throw error;
      return released ? 'released' : 'served';
    } finally {
      stopMeter();
      deps.leases.drop(held);
    }
  };
}
