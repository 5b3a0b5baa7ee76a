import type { Ctx } from '@docket/domain/spine/ctx';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { recordVerdict } from '@docket/domain/judge/record';
import type { Story } from './story.ts';

/** Claims after which a submission is taken to be what keeps killing its workers. */
export const MAX_ATTEMPTS = 6;

/** Ends a submission that was claimed again and again without a verdict with IE, so that it stops harming others. */
export async function giveUp(ctx: Ctx, claim: ClaimedSubmission, story: Story): Promise<void> {
  const reason = `judge error: given up after ${MAX_ATTEMPTS} attempts`;
  ctx.log.error({ submissionId: claim.submissionId }, reason);
  await recordVerdict(
    ctx,
    claim,
    { status: 'IE', reason, compileLog: null, cpuMs: null, memoryBytes: null, testsDone: 0, tests: [] },
    story.news('IE', [], { reason, compileLog: null }),
  );
}
