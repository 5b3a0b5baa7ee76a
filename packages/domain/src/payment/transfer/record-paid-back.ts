import { DocketError } from '@docket/contracts/errors';
import type { ListedRefund } from '@docket/contracts/http/payment';
import type { recordPaidBack as contract } from '@docket/contracts/http/transfer';
import type { RouteBody } from '@docket/contracts/http/route';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { lockPayment, readKey } from '../lock.ts';
import type { PaymentReactions } from '../payable.ts';
import type { PaymentProviders } from '../providers.ts';
import { getRefund } from '../refund/get.ts';
import { sendRefund } from '../refund/send.ts';
import { amountWords, note } from '../timeline.ts';
import { findRecord, insertRecord, refuseYetToCome, TRANSFER } from './records.ts';

/**
 * An operator has transferred the money of a refund back. It is written down, and then the refund moves on as by every other word that it may have. Said again with
 * the same words, nothing happens.
 * @throws DocketError unauthenticated, forbidden, invalid_request, not_found, not_by_transfer, transfer_recorded
 */
export async function recordPaidBack(
  ctx: Ctx,
  input: RouteBody<typeof contract> & { readonly refundId: string },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<ListedRefund> {
  requireRole(ctx, 'admin');
  const { userId, username } = requireUser(ctx);
  const { refundId, bookedOn, bankReference } = input;
  refuseYetToCome(ctx, bookedOn);
  const { paymentId } = await getRefund(ctx, { refundId });
  const key = await readKey(ctx, paymentId);
  await change(ctx, async (tx) => {
    await lockPayment(tx, key, reactions);
    // Under the lock nobody gives it up.
    const refund = await getRefund(ctx, { refundId });
    const { amountMinor, currency } = refund;
    const known = await findRecord(ctx, 'out', refundId);
    if (known?.bankReference === bankReference && known.bookedOn === bookedOn) return;
    if (known !== undefined)
      throw new DocketError('transfer_recorded', `It was paid back as ${known.bankReference} of ${known.bookedOn}.`);
    if (refund.provider !== TRANSFER || refund.status === 'DONE' || refund.status === 'FAILED')
      throw new DocketError('not_by_transfer', 'This refund does not wait for a transfer from our account.');
    const record = {
      direction: 'out',
      subjectId: refundId,
      paymentId,
      amountMinor,
      currency,
      bookedOn,
      bankReference,
      sender: null,
    } as const;
    if (!(await insertRecord(tx, record, userId)))
      throw new DocketError('transfer_recorded', `The transfer ${bankReference} was recorded for something else.`);
    await note(tx, paymentId, {
      kind: 'refund',
      what: 'transfer recorded',
      by: 'operator',
      detail: `${refundId}: ${amountWords(amountMinor, currency)} on ${bookedOn}, ${bankReference}, by ${username}`,
    });
  });
  await sendRefund(ctx, { refundId, by: 'operator' }, providers, reactions);
  return getRefund(ctx, { refundId });
}
