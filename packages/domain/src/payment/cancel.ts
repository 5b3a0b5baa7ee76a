import { setTimeout as pause } from 'node:timers/promises';
import { DocketError } from '@docket/contracts/errors';
import type { Payment } from '@docket/contracts/http/payment';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { lookAt, takeAttempt } from './advance.ts';
import { getPayment } from './get.ts';
import { readKey } from './lock.ts';
import type { PaymentReactions } from './payable.ts';
import type { PaymentProviders } from './providers.ts';

/** Whoever has the attempt at the moment is done as soon as its provider answers. */
const PATIENCE = { tries: 20, everyMs: 150 } as const;

const liveStatement = prepare(
  'payment_live_attempt',
  `SELECT id FROM payment_attempts WHERE payment_id = $1 AND status IN ('CREATED', 'PENDING', 'AUTHORISED', 'UNKNOWN')`,
);

/**
 * Gives up the attempt that is under way, at the provider first: another way to pay can then be chosen. Without one under way nothing happens.
 * @throws DocketError payment_not_found, payment_closed (money has come), payment_outcome_unknown (the provider does not say)
 */
export async function cancelPayment(
  ctx: Ctx,
  { paymentId }: { readonly paymentId: string },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<Payment> {
  requireUser(ctx);
  refuseClosed(await getPayment(ctx, { paymentId }));
  const key = await readKey(ctx, paymentId);
  for (let tries = 0; ; tries += 1) {
    const [live] = await liveStatement(ctx.db.pool, [paymentId]);
    if (live === undefined) break;
    const fence = await takeAttempt(ctx, live.id);
    if (fence !== null) {
      await lookAt(ctx, { key, attemptId: live.id, fence, by: 'buyer', givenUp: true }, providers, reactions);
      break;
    }
    if (tries >= PATIENCE.tries) throw unknown();
    await pause(PATIENCE.everyMs);
  }
  const payment = await getPayment(ctx, { paymentId });
  refuseClosed(payment);
  if (payment.status !== 'CANCELLED' && payment.status !== 'FAILED') throw unknown();
  return payment;
}

function unknown(): DocketError {
  return new DocketError(
    'payment_outcome_unknown',
    'The provider has not said whether it is given up. Try again in a moment.',
    {
      retryAfter: 5,
    },
  );
}

function refuseClosed({ status }: Payment): void {
  switch (status) {
    case 'CREATED':
    case 'PENDING':
    case 'UNKNOWN':
    case 'FAILED':
    case 'CANCELLED':
      return;
    case 'CAPTURED':
    case 'DELIVERED':
    case 'REFUNDING':
    case 'PARTLY_REFUNDED':
    case 'REFUNDED':
    case 'CONFLICTED':
      throw new DocketError('payment_closed', 'Money has come for it; there is nothing to give up.');
    default:
      status satisfies never;
  }
}
