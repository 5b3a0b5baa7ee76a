import { DocketError } from '@docket/contracts/errors';
import * as contract from '@docket/contracts/http/payment';
import type { RouteBody } from '@docket/contracts/http/route';
import { getReceipt } from '@docket/domain/booking/receipt';
import { tripReceipt } from '@docket/domain/trip/receipt';
import { cancelPayment } from '@docket/domain/payment/cancel';
import type { PaymentWish } from '@docket/domain/payment/begin';
import { createPayment } from '@docket/domain/payment/create';
import { findPaymentOf, getPayment } from '@docket/domain/payment/get';
import { getTimeline, listPayments } from '@docket/domain/payment/list';
import { lookAgain } from '@docket/domain/payment/look-again';
import { listHealth, listMethods } from '@docket/domain/payment/methods';
import type { PaymentProviders } from '@docket/domain/payment/providers';
import { listRefunds } from '@docket/domain/payment/refund/get';
import { giveRefundUp, sendRefundAgain } from '@docket/domain/payment/refund/operate';
import { orderRefund } from '@docket/domain/payment/refund/order';
import { reactions } from '@docket/domain/reactions';
import { requireUser } from '@docket/domain/spine/ctx';
import { printPdf } from '@docket/providers/documents/print-pdf';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

type Needs = { readonly throttle: Throttle; readonly providers: PaymentProviders };

export function mountPayment(mount: Mount, { throttle, providers }: Needs): void {
  mount(
    contract.createPayment,
    async ({ ctx, body, idempotencyKey, onReplay, request }) => {
      await throttle.payment(requireUser(ctx).userId);
      const { paymentMethod: method, amount: amountMinor, currency, provider } = body;
      const cameFrom = request.get('origin');
      const wish = { ...subjectOf(body), method, amountMinor, currency, provider, cameFrom, idempotencyKey, onReplay };
      const payment = await createPayment(ctx, wish, providers, reactions);
      return { ...payment, redirectUrl: payment.next?.redirectUrl ?? null, qr: payment.next?.qr ?? null };
    },
    { key: 'verb' },
  );
  mount(contract.listPaymentMethods, async ({ ctx, query }) => listMethods(ctx, query, providers));
  mount(contract.listPayments, ({ ctx, query }) => listPayments(ctx, query));
  mount(contract.listProviderHealth, async ({ ctx }) => listHealth(ctx, providers));
  mount(contract.listRefunds, ({ ctx, query }) => listRefunds(ctx, query));
  mount(
    contract.refundPayment,
    ({ ctx, body, idempotencyKey, onReplay }) => orderRefund(ctx, { ...body, idempotencyKey, onReplay }, reactions),
    { key: 'verb' },
  );
  mount(contract.sendRefundAgain, ({ ctx, params }) => sendRefundAgain(ctx, params, reactions));
  mount(contract.giveRefundUp, ({ ctx, params }) => giveRefundUp(ctx, params, reactions));
  mount(contract.getPaymentByBooking, async ({ ctx, params, query }) => {
    const payment = await findPaymentOf(ctx, { kind: 'booking', subjectId: params.bookingId });
    if (payment === null && query.none === undefined)
      throw new DocketError('payment_not_found', 'Nobody has begun to pay for this.');
    return payment;
  });
  mount(contract.getPaymentByTrip, async ({ ctx, params, query }) => {
    const payment = await findPaymentOf(ctx, { kind: 'trip', subjectId: params.tripId });
    if (payment === null && query.none === undefined)
      throw new DocketError('payment_not_found', 'Nobody has begun to pay for this.');
    return payment;
  });
  // After those whose addresses are words.
  mount(contract.getPayment, ({ ctx, params }) => getPayment(ctx, params));
  mount(contract.getReceiptPdf, async ({ ctx, params }) => ({
    type: contract.getReceiptPdf.answerType,
    name: `receipt-${params.paymentId}.pdf`,
    inline: true,
    body: await printPdf('receipt', await getReceipt(ctx, params, { trip: tripReceipt }), requireUser(ctx).userId),
  }));
  mount(contract.getPaymentTimeline, ({ ctx, params }) => getTimeline(ctx, params));
  mount(contract.lookAgain, async ({ ctx, params }) => {
    await throttle.lookAgain(requireUser(ctx).userId);
    return lookAgain(ctx, params, providers, reactions);
  });
  mount(contract.cancelPayment, ({ ctx, params }) => cancelPayment(ctx, params, providers, reactions));
}

/** What is paid for; the contract takes one of the three. */
function subjectOf({
  bookingId,
  depositId,
  tripId,
}: RouteBody<typeof contract.createPayment>): Pick<PaymentWish, 'kind' | 'subjectId'> {
  if (bookingId !== undefined) return { kind: 'booking', subjectId: bookingId };
  if (depositId !== undefined) return { kind: 'deposit', subjectId: depositId };
  if (tripId !== undefined) return { kind: 'trip', subjectId: tripId };
  throw new DocketError('invalid_request', 'Give a booking, a deposit or a trip.');
}
