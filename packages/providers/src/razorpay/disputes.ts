import { REFERENCE_KEY } from '@docket/domain/inbox/reference-key';
import type { DisputeTruth, PaymentProvider } from '@docket/domain/payment/provider';
import type Razorpay from 'razorpay';
import { z } from 'zod';
import { dispute, orderOfPayment, payment, type Dispute } from './answers.ts';
import { asked, isMissing } from './client.ts';

const notes = z.object({ [REFERENCE_KEY]: z.string() });

/** Disputes at Razorpay. Whose payment it is stands in the notes of its order, which are those of the link. */
export function razorpayDisputes(razorpay: Razorpay): Required<Pick<PaymentProvider, 'fetchDispute'>> {
  async function referenceOf(paymentId: string): Promise<string | null> {
    const { order_id: orderId } = await asked(payment, () => razorpay.payments.fetch(paymentId));
    if (orderId === null || orderId === undefined || orderId === '') return null;
    const order = await asked(orderOfPayment, () => razorpay.orders.fetch(orderId));
    return notes.safeParse(order.notes).data?.[REFERENCE_KEY] ?? null;
  }

  return {
    async fetchDispute({ providerRef }) {
      try {
        const found = await asked(dispute, () => razorpay.disputes.fetch(providerRef));
        return truthOf(found, await referenceOf(found.payment_id));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
  };
}

function truthOf(found: Dispute, reference: string | null): DisputeTruth {
  const { amount, amount_deducted: taken = 0, currency, reason_code: reason, respond_by: until } = found;
  const state = stateOf(found);
  return {
    reference,
    state,
    amountMinor: state === 'lost' && taken !== null && taken > 0 ? taken : amount,
    currency,
    reason: reason ?? 'no reason given',
    answerBy: until === null || until === undefined ? null : new Date(until * 1_000),
  };
}

/** One that is closed was neither won nor lost: whether money was taken says what it came to. */
function stateOf({ status, amount_deducted: taken }: Dispute): DisputeTruth['state'] {
  switch (status) {
    case 'open':
    case 'under_review':
      return 'open';
    case 'won':
      return 'won';
    case 'lost':
      return 'lost';
    case 'closed':
      return (taken ?? 0) > 0 ? 'lost' : 'won';
    default:
      return status satisfies never;
  }
}
