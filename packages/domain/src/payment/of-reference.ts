import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { refundIdOf } from './refund/send.ts';

const chargeStatement = prepare('reference_of_charge', 'SELECT payment_id FROM payment_attempts WHERE id = $1');
const disputeStatement = prepare(
  'reference_of_dispute',
  `SELECT payment_id FROM payment_disputes WHERE provider = split_part($1::text, ':', 1) AND provider_ref = substr($1, strpos($1, ':') + 1)`,
);
const refundStatement = prepare('reference_of_refund', 'SELECT payment_id FROM refunds WHERE id = $1');

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The payment that a reference is about, as providers are given it: of a charge the id of its attempt, of a refund the refund's; a dispute is
 * named by its provider and the provider's id.
 * @returns null when it is none of ours
 */
export async function paymentOfReference(
  ctx: Ctx,
  { kind, reference }: { readonly kind: 'payment' | 'refund' | 'dispute'; readonly reference: string },
): Promise<string | null> {
  if (kind === 'dispute') return (await disputeStatement(ctx.db.pool, [reference]))[0]?.payment_id ?? null;
  const id = kind === 'refund' ? refundIdOf(reference) : reference;
  // A provider may say anything.
  if (!ID.test(id)) return null;
  const [row] = await (kind === 'refund' ? refundStatement : chargeStatement)(ctx.db.pool, [id]);
  return row?.payment_id ?? null;
}
