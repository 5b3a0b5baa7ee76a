import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

const payoutStatement = prepare('reference_of_payout', 'SELECT id FROM withdrawals WHERE id = $1');

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The withdrawal that a reference of a payout is about: its id. @returns null when it is none of ours */
export async function withdrawalOfReference(ctx: Ctx, reference: string): Promise<string | null> {
  // A provider may say anything.
  if (!ID.test(reference)) return null;
  const [row] = await payoutStatement(ctx.db.pool, [reference]);
  return row?.id ?? null;
}
