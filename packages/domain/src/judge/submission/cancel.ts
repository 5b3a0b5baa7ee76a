import { DocketError } from '@docket/contracts/errors';
import { userChannel, type EventEnvelope } from '@docket/contracts/events/envelope';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { getSubmission } from './get.ts';

const cancelStatement = prepare(
  'cancel_submission',
  'SELECT cancel_submission($1, $2, $3, $4, $5, $6) AS outcome',
).rows<{ outcome: string }>();

/**
 * Ends a submission of the caller's that has no verdict yet; one that has stays as it is. The judge that holds it notices
 * at its next write and stops.
 * @throws DocketError unauthenticated, submission_not_found
 */
export async function cancelSubmission(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  const before = await getSubmission(ctx, input);
  const channel = userChannel(user.userId);
  const envelope: EventEnvelope<'submission.updated'> = {
    v: 1,
    id: newId(),
    type: 'submission.updated',
    at: ctx.clock.now().toISOString(),
    data: {
      userId: user.userId,
      submissionId: before.submissionId,
      problemId: before.problemId,
      language: before.language,
      status: 'CANCELLED',
      reason: null,
      attempt: before.attempt + 1,
      cpuMs: null,
      memoryBytes: null,
      testsDone: 0,
      testsTotal: before.testsTotal,
      tests: [],
      compileLog: null,
    },
  };
  const [row] = await cancelStatement(ctx.db.pool, [
    input.id,
    user.userId,
    envelope.id,
    envelope.type,
    channel,
    JSON.stringify(envelope),
  ]);
  if (row?.outcome === 'missing')
    throw new DocketError('submission_not_found', 'There is no such submission among yours.');
  if (row?.outcome === 'cancelled') ctx.dispatch([{ topic: 'event', id: envelope.id, channel, envelope }]);
}
