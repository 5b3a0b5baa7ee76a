import { claimSubmission } from '@docket/domain/judge/submission/claim';
import { releaseSubmission } from '@docket/domain/judge/submission/record';
import type { Ctx } from '@docket/domain/ctx';
import { DONE, type JobHandler } from '@docket/queue/consumer';
import type { Publisher } from '@docket/queue/publish/publisher';
import { AttemptLost, judgeSubmission, type JudgeDeps } from '../judge/judge-submission.ts';
import type { LeaseKeeper } from '../judge/lease-keeper.ts';
import type { LoadMeter } from '../load-meter.ts';
import { Story } from '../judge/story.ts';
import { giveUp, MAX_ATTEMPTS } from '../judge/give-up.ts';

export type JudgeHandlerDeps = JudgeDeps & {
  /** A context for a job, its id used as request id. */
  readonly ctxFor: (jobId: string) => Ctx;
  readonly publisher: Publisher;
  readonly leases: LeaseKeeper;
  readonly load: LoadMeter;
  readonly workerId: string;
  readonly leaseSeconds: number;
};

/** `submission.judge`: claims, judges, and leaves everything that can go wrong in between to the claim's fence. */
export function createJudgeHandler(deps: JudgeHandlerDeps): JobHandler<'submission.judge'> {
  return async function judgeJob({ submissionId }, { jobId }) {
    const ctx = deps.ctxFor(jobId);
    const claim = await claimSubmission(ctx, {
      submissionId,
      workerId: deps.workerId,
      leaseSeconds: deps.leaseSeconds,
    });
    if (claim.outcome === 'held') return { kind: 'retry', inMs: claim.retryInMs };
    if (claim.outcome !== 'claimed') return DONE;

    const held = deps.leases.hold(claim);
    const story = new Story({
      ctx,
      publisher: deps.publisher,
      claim,
      leaseSeconds: deps.leaseSeconds,
      lost: held.lost,
    });
    const stopMeter = deps.load.start();
    try {
      if (claim.attempt > MAX_ATTEMPTS) await giveUp(ctx, claim, story);
      else await judgeSubmission(ctx, deps, claim, story, held.lost.signal);
    } catch (error) {
      await story.end();
      if (error instanceof AttemptLost && held.lost.signal.reason !== 'handing back') return DONE;
      // Stopping, or database or disk trouble: give the claim back, so that the next judge need not wait for the lease to end.
      const released = await releaseSubmission(ctx, claim).catch(() => false);
      if (!(error instanceof AttemptLost)) throw error;
      return released ? { kind: 'retry', inMs: 0 } : DONE;
    } finally {
      stopMeter();
      deps.leases.drop(held);
    }
    return DONE;
  };
}
