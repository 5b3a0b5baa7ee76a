import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { claimedRun } from '../run/claim.ts';
import { claimedSubmission } from '../submission/claim.ts';

const claimOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('claimed'), task: z.discriminatedUnion('kind', [claimedSubmission, claimedRun]) }),
  /** Nothing waits that this worker could judge. */
  z.object({ outcome: z.literal('none') }),
  /** The queue is paused. */
  z.object({ outcome: z.literal('paused') }),
]);

export type ClaimOutcome = z.infer<typeof claimOutcome>;
export type ClaimedTask = Extract<ClaimOutcome, { outcome: 'claimed' }>['task'];

const claimStatement = prepare('claim_next', 'SELECT claim_next($1, $2, $3) AS claim').rows<{
  claim: { outcome: string };
}>();

/**
 * Takes up whatever is next in the queue's order among the tasks in these languages, with everything needed to judge it:
 * one round trip. Only one worker gets a task, until its lease runs out; a later claim raises the attempt and so shuts the
 * earlier holder out.
 */
export async function claimNext(
  ctx: Ctx,
  input: { readonly workerId: string; readonly languages: readonly string[]; readonly leaseSeconds: number },
): Promise<ClaimOutcome> {
  const [row] = await claimStatement(ctx.db.pool, [input.workerId, input.languages, input.leaseSeconds]);
  const claim = row?.claim;
  return claimOutcome.parse(claim?.outcome === 'claimed' ? { outcome: 'claimed', task: claim } : claim);
}
