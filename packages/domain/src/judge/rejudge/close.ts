import { DocketError } from '@docket/contracts/errors';
import type { applyRejudge as applyContract } from '@docket/contracts/http/rejudges';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../../spine/ctx.ts';
import { findRejudge } from './rows.ts';

const applyStatement = prepare('apply_rejudge', 'SELECT apply_rejudge($1) AS answer');
const dropStatement = prepare('drop_rejudge', 'SELECT drop_rejudge($1) AS outcome').rows<{ outcome: string }>();

const applied = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('applied'), applied: z.int(), left: z.array(z.uuid()) }),
  z.object({ outcome: z.enum(['missing', 'running', 'closed']) }),
]);

function closed(): DocketError {
  return new DocketError('rejudge_closed', 'This rejudge was applied or dropped already.');
}

/**
 * Makes the new verdicts count: verdicts, tests, points, counters and who solved what, in one transaction, with an event to each author.
 * Submissions whose verdict changed while the rejudge ran, and those that the judge failed on (IE), are left alone and listed.
 * @throws DocketError unauthenticated, forbidden, rejudge_not_found, rejudge_not_ready, rejudge_closed
 */
export async function applyRejudge(
  ctx: Ctx,
  input: { readonly id: string },
): Promise<RouteResponse<typeof applyContract>> {
  const before = await findRejudge(ctx, input.id);
  const [row] = await applyStatement(ctx.db.pool, [input.id]);
  const result = applied.parse(row?.answer);
  switch (result.outcome) {
    case 'applied':
      ctx.log.info({ rejudgeId: input.id, applied: result.applied, left: result.left.length }, 'a rejudge was applied');
      return { applied: result.applied, left: result.left };
    case 'running':
      throw new DocketError(
        'rejudge_not_ready',
        `${before.total - before.judged} of ${before.total} submissions are still to be judged.`,
        { retryAfter: 5 },
      );
    case 'closed':
      throw closed();
    case 'missing':
      throw new DocketError('rejudge_not_found', 'There is no such rejudge.');
    default:
      return result satisfies never;
  }
}

/** Forgets the new verdicts and judges no more of them. @throws DocketError unauthenticated, forbidden, rejudge_not_found, rejudge_closed */
export async function dropRejudge(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  await findRejudge(ctx, input.id);
  const [row] = await dropStatement(ctx.db.pool, [input.id]);
  if (row?.outcome === 'closed') throw closed();
}
