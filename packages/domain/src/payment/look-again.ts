import type { Payment } from '@docket/contracts/http/payment';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { apartIn } from '../spine/apart.ts';
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

/** Each reference apart: one that fails does not stop the others. @returns those that could not be looked at, to be given again */
async function each(
  ctx: Ctx,
  references: readonly string[],
  idOf: (reference: string) => string,
  look: (id: string) => Promise<unknown>,
): Promise<string[]> {
  const failed: string[] = [];
  for (const reference of new Set(references)) {
    const id = idOf(reference);
    // A provider may say anything; what is none of ours is left alone.
    if (!ID.test(id)) continue;
    const done = await callbacks(ctx).one(id, async () => {
      await look(id);
      return true;
    });
    if (done !== true) failed.push(reference);
  }
  return failed;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Providers have called about charges with these references, which are ids of attempts. What they said is not believed: they are asked.
 * @returns those that could not be looked at, to be given again
 */
export function lookAgainAtCharges(
  ctx: Ctx,
  references: readonly string[],
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<string[]> {
  return each(
    ctx,
    references,
    (reference) => reference,
    async (attemptId) => {
      const [attempt] = await paymentOfStatement(ctx.db.pool, [attemptId]);
      if (attempt !== undefined)
        await advancePayment(ctx, { paymentId: attempt.payment_id, attemptId, by: 'callback' }, providers, reactions);
    },
  );
}

/** As `lookAgainAtCharges`, about refunds. */
export function lookAgainAtRefunds(
  ctx: Ctx,
  references: readonly string[],
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<string[]> {
  return each(ctx, references, refundIdOf, (refundId) =>
    sendRefund(ctx, { refundId, by: 'callback' }, providers, reactions),
  );
}
