import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { findClarification } from './clarifications.ts';
import { readerOf } from './reader.ts';

const seenStatement = prepare(
  'contest_clarification_seen',
  'INSERT INTO contest_clarifications_seen (clarification_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
);

/** Notes that somebody has seen an answer or an announcement. @throws DocketError `contest_not_found`, `contest_not_participant`, `clarification_not_found` */
export async function acknowledgeClarification(
  ctx: Ctx,
  input: { readonly id: string; readonly clarificationId: string },
): Promise<void> {
  const reader = await readerOf(ctx, input.id);
  const row = await findClarification(ctx.db.pool, reader, input.clarificationId);
  if (row.answered_at === null)
    throw new DocketError('clarification_not_found', 'There is no answer to this question yet.');
  await seenStatement(ctx.db.pool, [row.id, reader.userId]);
}
