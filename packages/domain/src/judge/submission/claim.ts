import { sourceFile } from '@docket/contracts/http/submissions';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../ctx.ts';

const claimed = z.object({
  outcome: z.literal('claimed'),
  submissionId: z.uuid(),
  /** Fencing token: every later write names it. */
  attempt: z.int(),
  userId: z.uuid(),
  problemId: z.uuid(),
  language: z.string(),
  files: z.array(sourceFile),
  testsTotal: z.int(),
  limits: z.object({ cpuMs: z.number(), memoryBytes: z.number(), outputBytes: z.number() }),
  tests: z.array(
    z.object({
      ordinal: z.int(),
      name: z.string(),
      sample: z.boolean(),
      inputHash: z.string(),
      answerHash: z.string(),
      validatorFlags: z.array(z.string()),
    }),
  ),
});

const claimOutcome = z.discriminatedUnion('outcome', [
  claimed,
  /** Somebody else judges it; its lease ends then. */
  z.object({ outcome: z.literal('held'), retryInMs: z.number() }),
  z.object({ outcome: z.literal('ended') }),
  z.object({ outcome: z.literal('missing') }),
]);

export type ClaimedSubmission = z.infer<typeof claimed>;
export type ClaimOutcome = z.infer<typeof claimOutcome>;

const claimStatement = prepare<{ claim: unknown }>('claim_submission', 'SELECT claim_submission($1, $2, $3) AS claim');

/**
 * Takes a submission to judge it, with everything that needs: one round trip. Only one worker gets it, until its lease
 * runs out; a later claim raises the attempt and so shuts the earlier holder out.
 */
export async function claimSubmission(
  ctx: Ctx,
  input: { submissionId: string; workerId: string; leaseSeconds: number },
): Promise<ClaimOutcome> {
  const [row] = await claimStatement(ctx.db.pool, [input.submissionId, input.workerId, input.leaseSeconds]);
  return claimOutcome.parse(row?.claim);
}
