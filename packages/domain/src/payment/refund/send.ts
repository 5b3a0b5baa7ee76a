import { isAway } from '@docket/db/away';
import { prepare } from '@docket/db/statement';
import type { PaymentMethod, RefundStatus } from '@docket/contracts/payment/status';
import type { Ctx } from '../../spine/ctx.ts';
import { LEASE_SECONDS } from '../advance.ts';
import { readKey } from '../lock.ts';
import type { PaymentReactions } from '../payable.ts';
import { ProviderRefused, type PaymentProvider, type RefundTruth } from '../provider.ts';
import type { PaymentProviders } from '../providers.ts';
import type { By } from '../timeline.ts';
import { concludeRefund } from './conclude.ts';

const takeStatement = prepare('take_refund', 'SELECT take_refund($1, $2) AS fence').rows<{ fence: number | null }>();
const letGoStatement = prepare('refund_let_go', 'UPDATE refunds SET lease_until = NULL WHERE id = $1 AND fence = $2');
const askStatement = prepare(
  'refund_to_ask',
  `SELECT r.payment_id, r.status, r.tries, r.provider_ref, r.amount_minor::float8 AS amount_minor, r.currency, a.provider, a.method, a.provider_ref AS charge_ref
     FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id WHERE r.id = $1`,
).rows<{ status: RefundStatus; method: PaymentMethod; amount_minor: number }>();

/** As the provider knows a refund: what it has refused is ordered anew under another reference, for the same one is the same order. */
export function referenceOf(refundId: string, tries: number): string {
  return tries === 0 ? refundId : `${refundId}:${tries}`;
}

/** Whose reference it is, whichever order it was. */
export function refundIdOf(reference: string): string {
  return reference.split(':', 1)[0] ?? reference;
}

/**
 * Has the provider pay a refund back, or asks what became of the order. Done again, it is the same order.
 * @returns `busy` while another is at it, `missing` where there is no such refund @throws what the provider throws when it does not say: the job is done again
 */
export async function sendRefund(
  ctx: Ctx,
  { refundId, by }: { readonly refundId: string; readonly by: By },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<'done' | 'busy' | 'missing'> {
  const [known] = await askStatement(ctx.db.pool, [refundId]);
  if (known === undefined) return 'missing';
  if (known.status === 'DONE' || known.status === 'FAILED') return 'done';
  const key = await readKey(ctx, known.payment_id);
  const [lease] = await takeStatement(ctx.db.pool, [refundId, LEASE_SECONDS]);
  const fence = lease?.fence ?? null;
  if (fence === null) return 'busy';
  // As it is now that nobody else asks: what was refused since was ordered anew, and of the order before nothing is to be concluded.
  const [row = known] = await askStatement(ctx.db.pool, [refundId]);
  const { charge_ref: chargeRef, tries } = row;
  if (chargeRef === null) throw new Error(`the refund ${refundId} is of a charge that has no id at its provider`);
  const reference = referenceOf(refundId, tries);
  const order = { reference, providerRef: chargeRef, amountMinor: row.amount_minor, currency: row.currency };
  const asked = { reference, providerRef: row.provider_ref, chargeRef };
  try {
    const truth = await providers.ask(row, (provider) => settleWith(provider, row.status, order, asked));
    await concludeRefund(ctx, { key, refundId, fence, by }, truth, reactions);
  } catch (error) {
    if (!isAway(error)) await letGoStatement(ctx.db.pool, [refundId, fence]);
    throw error;
  }
  return 'done';
}

/** A parked one is only asked after: an operator decides whether it is sent. */
async function settleWith(
  provider: PaymentProvider,
  status: RefundStatus,
  order: Parameters<PaymentProvider['refund']>[0],
  asked: Parameters<PaymentProvider['fetchRefund']>[0],
): Promise<RefundTruth> {
  try {
    if (status === 'PENDING') return await provider.refund(order);
    const truth = await provider.fetchRefund(asked);
    return truth.state === 'gone' && status === 'SENT' ? await provider.refund(order) : truth;
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error;
    return { providerRef: null, state: 'failed', failure: error.code };
  }
}
