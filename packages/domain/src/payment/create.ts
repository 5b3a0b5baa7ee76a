import { setTimeout as pause } from 'node:timers/promises';
import type { Payment } from '@docket/contracts/http/payment';
import type { AttemptStatus } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import type { PublicUrlSettings } from '@docket/runtime/settings/mail';
import type { PaymentSettings } from '@docket/runtime/settings/payment';
import { requireUser, type Ctx, type CtxWith } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import type { Keyed } from '../spine/idempotency.ts';
import { onceInTx } from '../spine/once-in-tx.ts';
import { LEASE_SECONDS } from './advance.ts';
import { begin, type PaymentWish } from './begin.ts';
import { chooseWay } from './choose-way.ts';
import { getPayment } from './get.ts';
import { order, placeOrder, type Order } from './order.ts';
import type { PaymentReactions } from './payable.ts';
import type { PaymentProviders } from './providers.ts';

/**
 * Whoever has asked a provider for so long may be dead, seconds: a provider that is alive has answered by then, as a rule. Another asks after that, and whoever waits for
 * one of them waits no longer than a program does for an answer.
 */
const DEAD_AFTER_SECONDS = 8;
const PATIENCE_MS = 17_000;
const LOOK_MS = 150;

const standsStatement = prepare(
  'attempt_stands',
  `SELECT status, fence, coalesce(lease_until < clock_timestamp() + make_interval(secs => $2), true) AS stale FROM payment_attempts WHERE id = $1`,
).rows<{ status: AttemptStatus; stale: boolean }>();
const takeOverStatement = prepare(
  'attempt_take_over',
  `UPDATE payment_attempts SET fence = fence + 1, lease_until = clock_timestamp() + make_interval(secs => $3)
    WHERE id = $1 AND fence = $2 AND status = 'CREATED' AND deadline > clock_timestamp() RETURNING fence`,
);

/**
 * Begins to pay: the thing waits for the money and the attempt is written in one transaction, with the key of the request, then its provider is asked outside of
 * any, then the answer is concluded as every later word of the provider's. A process that dies in between leaves an attempt that the same request goes on
 * with, or the poller asks after.
 * @returns the payment as it is then: with the buyer's next step, failed, or unknown. With the same key, the payment as it stands now
 * @throws DocketError method_unavailable, provider_down, already_paid, payment_in_progress, payment_outcome_unknown, payment_closed, amount_mismatch,
 *   idempotency_mismatch, idempotency_in_progress, and what the thing's area refuses with
 */
export async function createPayment(
  ctx: CtxWith<PaymentSettings & PublicUrlSettings>,
  wish: PaymentWish & Partial<Keyed>,
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<Payment> {
  const { userId: ownerId } = requireUser(ctx);
  const { kind, subjectId, method, amountMinor, currency, provider = null, idempotencyKey = null } = wish;
  let replayed = false;
  const once = {
    kind: 'payment',
    ownerId,
    asked: [kind, subjectId, method, amountMinor, currency, provider],
    answer: order,
    idempotencyKey,
    onReplay: () => void (replayed = true),
  };
  const begun = await change(ctx, (tx) =>
    onceInTx(tx, once, () => {
      const way = chooseWay(wish, providers, reactions.payables[kind].notWith);
      return begin(ctx, tx, wish, way, reactions);
    }),
  );
  if (replayed) {
    wish.onReplay?.();
    await carryOn(ctx, begun, providers, reactions);
  } else await placeOrder(ctx, begun, { fence: FIRST_FENCE, again: false }, providers, reactions);
  return getPayment(ctx, { paymentId: begun.paymentId });
}

/** Under which whoever writes an attempt has it. */
const FIRST_FENCE = 1;

/**
 * The same request has come again. While the provider has not said anything yet, whoever asks it is waited for; one who does not come to an end is dead or has a slow
 * provider, and the charge is asked for once more, which is the same charge. Of the two only the later one's answer counts, by the fence.
 */
async function carryOn(
  ctx: Ctx,
  begun: Order,
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<void> {
  const id = begun.charge.reference;
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const [attempt] = await standsStatement(ctx.db.pool, [id, LEASE_SECONDS - DEAD_AFTER_SECONDS]);
    if (attempt?.status !== 'CREATED') return;
    const [mine] = attempt.stale ? await takeOverStatement(ctx.db.pool, [id, attempt.fence, LEASE_SECONDS]) : [];
    if (mine !== undefined) return placeOrder(ctx, begun, { fence: mine.fence, again: true }, providers, reactions);
    if (performance.now() > until) return;
    await pause(LOOK_MS);
  }
}
