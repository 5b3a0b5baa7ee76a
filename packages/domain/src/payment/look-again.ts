import type { Payment } from '@docket/contracts/http/payment';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { apartIn } from '../spine/apart.ts';
import { inLanes } from '../spine/lanes.ts';
import { advancePayment } from './advance.ts';
import { getPayment } from './get.ts';
import type { PaymentReactions } from './payable.ts';
import type { PaymentProviders } from './providers.ts';
import { refundIdOf, sendRefund } from './refund/send.ts';

const paymentOfStatement = prepare('attempt_payment', 'SELECT payment_id FROM payment_attempts WHERE id = $1');
const callbacks = apartIn('callbacks of payments');

/** The buyer is back, or an operator wants to know: the provider is asked now. @throws DocketError payment_not_found */
export async function lookAgain(
  ctx: Ctx,
  { paymentId }: { readonly paymentId: string },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<Payment> {
  const { userId } = await getPayment(ctx, { paymentId });
  const own = ctx.actor.kind === 'user' && ctx.actor.userId === userId;
  await advancePayment(ctx, { paymentId, by: own ? 'buyer' : 'operator' }, providers, reactions);
  return getPayment(ctx, { paymentId });
}

/** What came of looking at what a reference is about: it was looked at, whatever was found; or it is none of ours. One without an entry has failed, and is to be given again. */
export type Looked = ReadonlyMap<string, 'looked' | 'unknown'>;

/** How many are looked at a time: each waits for its provider. */
const LANES = 8;

/** Each reference apart: one that fails does not stop the others, and one that is slow does not keep them waiting. */
async function each(
  ctx: Ctx,
  references: readonly string[],
  idOf: (reference: string) => string,
  look: (id: string) => Promise<'looked' | 'unknown'>,
): Promise<Looked> {
  const looked = new Map<string, 'looked' | 'unknown'>();
  await inLanes([...new Set(references)], LANES, async (reference) => {
    const id = idOf(reference);
    // A provider may say anything.
    const outcome = ID.test(id) ? await callbacks(ctx).one(id, () => look(id)) : 'unknown';
    if (outcome !== undefined) looked.set(reference, outcome);
  });
  return looked;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Providers have called about charges with these references, which are ids of attempts. What they said is not believed: they are asked. */
export function lookAgainAtCharges(
  ctx: Ctx,
  references: readonly string[],
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<Looked> {
  return each(
    ctx,
    references,
    (reference) => reference,
    async (attemptId) => {
      const [attempt] = await paymentOfStatement(ctx.db.pool, [attemptId]);
      if (attempt === undefined) return 'unknown';
      await advancePayment(ctx, { paymentId: attempt.payment_id, attemptId, by: 'callback' }, providers, reactions);
      return 'looked';
    },
  );
}

/** As `lookAgainAtCharges`, about refunds. */
export function lookAgainAtRefunds(
  ctx: Ctx,
  references: readonly string[],
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<Looked> {
  return each(ctx, references, refundIdOf, async (refundId) => {
    const outcome = await sendRefund(ctx, { refundId, by: 'callback' }, providers, reactions);
    return outcome === 'missing' ? 'unknown' : 'looked';
  });
}
