import type { Ctx } from '../spine/ctx.ts';
import { finishCheck } from './package/finish-check.ts';
import { keepTask } from './queue/hold.ts';
import { finishRejudged, recordRejudgeProgress } from './rejudge/record.ts';
import type { ClaimedSubmission } from './submission/claim.ts';
import {
  finishSubmission,
  recordSubmissionProgress,
  type Claim,
  type Progress,
  type Verdict,
  type VerdictEvent,
} from './submission/record.ts';

/** Where results go of what is judged like a submission. Each is fenced: false means that the attempt no longer judges, and nothing was written. */
type Recorder = {
  readonly progress: (ctx: Ctx, claim: Claim, progress: Progress) => Promise<boolean>;
  readonly finish: (ctx: Ctx, claim: Claim, verdict: Verdict, event: VerdictEvent) => Promise<boolean>;
};

/** The author alone is told: what is judged in the shadow, or as part of a package, has nobody who waits for it. */
const recorders: Readonly<Record<ClaimedSubmission['kind'], Recorder>> = {
  submission: { progress: recordSubmissionProgress, finish: finishSubmission },
  rejudge: { progress: recordRejudgeProgress, finish: finishRejudged },
  check: {
    progress: (ctx, { submissionId, attempt }, { leaseSeconds }) =>
      keepTask(ctx, { taskId: submissionId, attempt }, leaseSeconds),
    finish: finishCheck,
  },
};

type KindClaim = Claim & Pick<ClaimedSubmission, 'kind'>;

/**
 * Notes results so far and renews the lease.
 * @returns false when this attempt no longer judges (cancelled, taken over): stop, nothing was written.
 */
export function recordProgress(ctx: Ctx, claim: KindClaim, progress: Progress): Promise<boolean> {
  return recorders[claim.kind].progress(ctx, claim, progress);
}

/**
 * Writes what judging came to, in one transaction, once, with the event for the author of a submission.
 * @returns false when this attempt no longer judges: nothing was written and nothing may be told.
 */
export function recordVerdict(ctx: Ctx, claim: KindClaim, verdict: Verdict, event: VerdictEvent): Promise<boolean> {
  return recorders[claim.kind].finish(ctx, claim, verdict, event);
}
