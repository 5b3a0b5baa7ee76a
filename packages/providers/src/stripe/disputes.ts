import { REFERENCE_KEY } from '@docket/domain/inbox/reference-key';
import { OutcomeUnknown, type DisputeTruth, type PaymentProvider } from '@docket/domain/payment/provider';
import type { Stripe } from 'stripe';
import { fromStripe } from './amounts.ts';
import { asked, isMissing } from './ask.ts';

/** Disputes at Stripe. Whose charge it is stands in the metadata of its intent. */
export function stripeDisputes(stripe: Stripe): Required<Pick<PaymentProvider, 'fetchDispute'>> {
  return {
    async fetchDispute({ providerRef }) {
      try {
        return truthOf(await asked(stripe.disputes.retrieve(providerRef, { expand: ['payment_intent'] })));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
  };
}

function truthOf(dispute: Stripe.Dispute): DisputeTruth {
  const { payment_intent: intent, evidence_details: evidence, reason } = dispute;
  if (typeof intent === 'string') throw new Error(`the dispute ${dispute.id} was read without its intent`);
  const currency = dispute.currency.toUpperCase();
  const due = evidence.due_by;
  return {
    reference: intent?.metadata[REFERENCE_KEY] ?? null,
    state: stateOf(dispute),
    amountMinor: fromStripe(dispute.amount, currency),
    currency,
    reason,
    answerBy: due === null ? null : new Date(due * 1_000),
  };
}

/** A warning is a question of the buyer's bank before any money moves. */
function stateOf({ id, status }: Stripe.Dispute): DisputeTruth['state'] {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
    case 'needs_response':
    case 'under_review':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'open';
    case 'warning_closed':
    case 'won':
      return 'won';
    case 'lost':
      return 'lost';
    default:
      throw new OutcomeUnknown(`Stripe says ${status} of the dispute ${id}, which says nothing to us`);
  }
}
