import {
  OutcomeUnknown,
  ProviderRefused,
  type PaymentProvider,
  type RefundTruth,
} from '@docket/domain/payment/provider';
import { REFERENCE_KEY } from '@docket/domain/inbox/reference-key';
import type { Stripe } from 'stripe';
import { toStripe } from './amounts.ts';
import { asked, isMissing, isRepeatedFault } from './ask.ts';
import { refundTruthOf } from './truth.ts';

/** Keys that are tried for one order; another is only needed where Stripe has kept a fault of its own for the last one. */
const KEYS = 3;

const GONE: RefundTruth = { providerRef: null, state: 'gone', failure: null };

/** Refunds at Stripe. One of ours is known by its metadata, however long ago it was ordered: keys are forgotten after a day. */
export function stripeRefunds(stripe: Stripe): Pick<PaymentProvider, 'refund' | 'fetchRefund'> {
  async function intentOf(sessionId: string): Promise<string> {
    const { payment_intent: intent } = await asked(stripe.checkout.sessions.retrieve(sessionId));
    if (intent === null) throw new ProviderRefused('unknown_charge', 'Nothing was paid at this session.');
    return typeof intent === 'string' ? intent : intent.id;
  }

  async function find(intent: string, reference: string): Promise<Stripe.Refund | undefined> {
    const listed = stripe.refunds.list({ payment_intent: intent, limit: 100 });
    const refunds = await asked(listed.autoPagingToArray({ limit: 10_000 }));
    return refunds.find(({ metadata }) => metadata?.[REFERENCE_KEY] === reference);
  }

  async function order(params: Stripe.RefundCreateParams, idempotencyKey: string): Promise<Stripe.Refund> {
    try {
      return await asked(stripe.refunds.create(params, { idempotencyKey }));
    } catch (error) {
      const tooMuch =
        error instanceof ProviderRefused && ['charge_already_refunded', 'invalid_amount'].includes(error.code);
      throw tooMuch ? new ProviderRefused('refund_too_large', error.message) : error;
    }
  }

  return {
    async refund({ reference, providerRef, amountMinor, currency }) {
      const intent = await intentOf(providerRef);
      const params = {
        payment_intent: intent,
        amount: toStripe(amountMinor, currency),
        metadata: { [REFERENCE_KEY]: reference },
      };
      for (let turn = 0; turn < KEYS; turn += 1) {
        const known = await find(intent, reference);
        if (known !== undefined) return refundTruthOf(known);
        try {
          return refundTruthOf(await order(params, turn === 0 ? `refund-${reference}` : `refund-${reference}-${turn}`));
        } catch (error) {
          // That request is over, and whether it made a refund is seen in the list.
          if (!isRepeatedFault(error)) throw error;
        }
      }
      throw new OutcomeUnknown(`Stripe has failed ${KEYS} times at the refund ${reference}`);
    },

    async fetchRefund({ reference, providerRef, chargeRef }) {
      try {
        if (providerRef !== null) return refundTruthOf(await asked(stripe.refunds.retrieve(providerRef)));
        const known = await find(await intentOf(chargeRef), reference);
        return known === undefined ? GONE : refundTruthOf(known);
      } catch (error) {
        if (isMissing(error) || (error instanceof ProviderRefused && error.code === 'unknown_charge')) return GONE;
        throw error;
      }
    },
  };
}
