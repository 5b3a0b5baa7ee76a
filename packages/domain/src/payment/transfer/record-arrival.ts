import { DocketError } from '@docket/contracts/errors';
import type { Payment } from '@docket/contracts/http/payment';
import type { recordArrival as contract } from '@docket/contracts/http/transfer';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { advancePayment } from '../advance.ts';
import { getPayment } from '../get.ts';
import { lockPayment, readKey, type LockedAttempt, type LockedPayment } from '../lock.ts';
import type { PaymentReactions } from '../payable.ts';
import type { PaymentProviders } from '../providers.ts';
import { isLive } from '../states.ts';
import { amountWords, note } from '../timeline.ts';
import { findRecord, insertRecord, refuseYetToCome, TRANSFER, type TransferRecord } from './records.ts';

const lookStatement = prepare(
  'attempt_look_now',
  `UPDATE payment_attempts SET next_look_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = $1 RETURNING id`,
);

/**
 * An operator has seen in the account's statement that the money for a payment came. It is written down, and then the payment moves on as by every other word that
 * it may have: what came is held against what was owed. Said again with the same words, nothing happens; of one attempt it is said once.
 * @throws DocketError unauthenticated, forbidden, invalid_request, payment_not_found, not_by_transfer, transfer_recorded
 */
export async function recordArrival(
  ctx: Ctx,
  input: RouteBody<typeof contract> & { readonly paymentId: string },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<Payment> {
  requireRole(ctx, 'admin');
  const { userId, username } = requireUser(ctx);
  const { paymentId, amount: amountMinor, currency, bookedOn, bankReference, sender = null } = input;
  refuseYetToCome(ctx, bookedOn);
  const key = await readKey(ctx, paymentId);
  const attemptId = await change(ctx, async (tx) => {
    const payment = await lockPayment(tx, key, reactions);
    const attempt = attemptOf(payment);
    const record: TransferRecord = {
      direction: 'in',
      subjectId: attempt.id,
      paymentId,
      amountMinor,
      currency,
      bookedOn,
      bankReference,
      sender,
    };
    if (!(await insertRecord(tx, record, userId))) {
      await refuseOther(ctx, record);
      return attempt.id;
    }
    await note(tx, paymentId, {
      kind: 'attempt',
      what: 'arrival recorded',
      by: 'operator',
      detail: `${attempt.id}: ${amountWords(amountMinor, currency)} on ${bookedOn}, ${bankReference}, ${sender === null ? '' : `from ${sender}, `}by ${username}`,
    });
    // Whoever dies between here and the look leaves it to the poller.
    await lookStatement(tx.client, [attempt.id]);
    return attempt.id;
  });
  await advancePayment(ctx, { paymentId, attemptId, by: 'operator' }, providers, reactions);
  return getPayment(ctx, { paymentId });
}

/** The attempt by transfer that is under way; without one the last, for money that comes late. */
function attemptOf({ attempts }: LockedPayment): LockedAttempt {
  const byTransfer = attempts.filter(({ provider }) => provider === TRANSFER);
  const attempt = byTransfer.find(({ status }) => isLive(status)) ?? byTransfer.at(-1);
  if (attempt === undefined)
    throw new DocketError('not_by_transfer', 'Nobody has chosen to pay this by transfer to our account.');
  return attempt;
}

/** The same words again are the same arrival. */
async function refuseOther(ctx: Pick<Ctx, 'db'>, record: TransferRecord): Promise<void> {
  const known = await findRecord(ctx, record.direction, record.subjectId);
  if (known === undefined)
    throw new DocketError('transfer_recorded', `The transfer ${record.bankReference} was recorded for something else.`);
  const same =
    known.amountMinor === record.amountMinor &&
    known.currency === record.currency &&
    known.bookedOn === record.bookedOn &&
    known.bankReference === record.bankReference;
  if (!same)
    throw new DocketError(
      'transfer_recorded',
      `Money for this was recorded as ${known.bankReference} of ${known.bookedOn}. Transfer back from the account what came besides.`,
    );
}
