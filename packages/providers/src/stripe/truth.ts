import {
  OutcomeUnknown,
  type BuyerStep,
  type ChargeState,
  type ChargeTruth,
  type RefundTruth,
} from '@docket/domain/payment/provider';
import type { Stripe } from 'stripe';
import { fromStripe } from './amounts.ts';

const NO_STEP: BuyerStep = { redirectUrl: null, upiUri: null, transferTo: null };

export const GONE: ChargeTruth = {
  providerRef: null,
  state: 'gone',
  receivedMinor: 0,
  refundedMinor: 0,
  currency: 'XXX',
  feeMinor: null,
  failure: null,
  step: NO_STEP,
};

/** Of a session that was read with its intent, that one's charge, and what the charge cost. */
export function truthOf(session: Stripe.Checkout.Session): ChargeTruth {
  const { id, url, payment_intent: found } = session;
  if (typeof found === 'string') throw new Error(`the session ${id} was read without its intent`);
  const charge = found === null || typeof found.latest_charge === 'string' ? null : found.latest_charge;
  const state = stateOf(session, found);
  const currency = (found?.currency ?? session.currency ?? '').toUpperCase();
  const received = state === 'captured' ? (found?.amount_received ?? 0) : 0;
  return {
    providerRef: id,
    state,
    receivedMinor: fromStripe(received, currency),
    refundedMinor: fromStripe(charge?.amount_refunded ?? 0, currency),
    currency,
    feeMinor: feeOf(charge, currency),
    failure: state === 'captured' ? null : failureOf(found),
    step: { ...NO_STEP, redirectUrl: state === 'pending' ? url : null },
  };
}

/** Whoever was declined is still on Stripe's page and may try another card, so that the charge is under way until its page has closed. */
function stateOf(session: Stripe.Checkout.Session, intent: Stripe.PaymentIntent | null): ChargeState {
  switch (intent?.status) {
    case 'succeeded':
      return 'captured';
    case 'requires_capture':
      return 'authorised';
    case 'canceled':
      return 'cancelled';
    case 'processing':
      return 'pending';
    case 'requires_action':
      return session.status === 'expired' ? 'cancelled' : 'pending';
    case undefined:
    case 'requires_payment_method':
    case 'requires_confirmation':
      return withoutMoney(session);
    default:
      throw new OutcomeUnknown(`Stripe says ${intent?.status}, which says nothing to us`);
  }
}

function withoutMoney({ id, status }: Stripe.Checkout.Session): ChargeState {
  switch (status) {
    case 'open':
      return 'pending';
    case 'expired':
      return 'cancelled';
    // The buyer was done, and it came to nothing afterwards: a debit that the bank sent back, say.
    case 'complete':
      return 'failed';
    default:
      throw new OutcomeUnknown(`Stripe says ${status} of ${id}, which says nothing to us`);
  }
}

function failureOf(intent: Stripe.PaymentIntent | null): string | null {
  const { decline_code: declined, code } = intent?.last_payment_error ?? {};
  return declined ?? code ?? intent?.cancellation_reason ?? null;
}

/** In the currency of the charge alone: Stripe says it in that of the account it pays to. */
function feeOf(charge: Stripe.Charge | null, currency: string): number | null {
  const booked = charge?.balance_transaction ?? null;
  if (booked === null || typeof booked === 'string' || booked.currency.toUpperCase() !== currency) return null;
  return fromStripe(booked.fee, currency);
}

export function refundTruthOf({ id, status, failure_reason: why }: Stripe.Refund): RefundTruth {
  switch (status) {
    case 'pending':
    case 'requires_action':
      return { providerRef: id, state: 'pending', failure: null };
    case 'succeeded':
      return { providerRef: id, state: 'done', failure: null };
    case 'failed':
    case 'canceled':
      return { providerRef: id, state: 'failed', failure: why ?? status };
    default:
      throw new OutcomeUnknown(`Stripe says ${status} of the refund ${id}, which says nothing to us`);
  }
}
