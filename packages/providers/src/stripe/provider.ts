import { REFERENCE_KEY } from '@docket/domain/inbox/reference-key';
import { ProviderRefused, type Charge, type ChargeTruth, type PaymentProvider } from '@docket/domain/payment/provider';
import type { Stripe } from 'stripe';
import { closesAt, madeBetween } from '../made-between.ts';
import { toStripe } from './amounts.ts';
import { asked, isMissing, stripeClient, type StripeAccess } from './ask.ts';
import { stripeDisputes } from './disputes.ts';
import { stripeRefunds } from './refunds.ts';
import { GONE, truthOf } from './truth.ts';

/** Stripe keeps a page open for half an hour or more. What was not paid in time is closed by us, at the deadline. */
const LEAST_OPEN_SECONDS = 1_800;
/** All that a truth is read from. */
const WHOLE = ['payment_intent.latest_charge.balance_transaction'];

/** Cards at Stripe, on a page of Stripe's (Checkout). The charge is the session; its intent comes into being when the buyer pays. */
export function createStripeProvider(access: StripeAccess): PaymentProvider {
  const stripe = stripeClient(access);
  const { sessions } = stripe.checkout;

  const read = (id: string) => asked(sessions.retrieve(id, { expand: WHOLE }));
  const truthAt = async (id: string): Promise<ChargeTruth> => truthOf(await read(id));

  /** Stripe has no search by our reference that is up to date at once, but lists what was made in a while. */
  async function find(reference: string): Promise<ChargeTruth> {
    const { from, to } = madeBetween(reference);
    for await (const { id, metadata } of sessions.list({ created: { gte: from, lte: to }, limit: 100 }))
      if (metadata?.[REFERENCE_KEY] === reference) return truthAt(id);
    return GONE;
  }

  async function intentOf(id: string): Promise<string | undefined> {
    const { payment_intent: intent } = await read(id);
    return typeof intent === 'string' ? intent : intent?.id;
  }

  /** What is refused because it stands otherwise meanwhile is not done; how it stands is asked afterwards. */
  async function unlessRefused(order: Promise<unknown>): Promise<void> {
    try {
      await asked(order);
    } catch (error) {
      if (!(error instanceof ProviderRefused) || error.code === 'unauthenticated') throw error;
    }
  }

  return {
    name: 'stripe',
    title: 'Card by Stripe',
    methods: ['card'],

    async create(charge) {
      const idempotencyKey = `charge-${charge.reference}`;
      return truthOf(await asked(sessions.create(sessionOf(charge), { idempotencyKey })));
    },

    async fetch({ reference, providerRef }) {
      try {
        return providerRef === null ? await asked(find(reference)) : await truthAt(providerRef);
      } catch (error) {
        if (isMissing(error)) return asked(find(reference));
        throw error;
      }
    },

    async capture({ providerRef }) {
      const before = await truthAt(providerRef);
      const intent = before.state === 'authorised' ? await intentOf(providerRef) : undefined;
      // Without a key: again it is refused, and a kept answer would be of before.
      if (intent !== undefined) await unlessRefused(stripe.paymentIntents.capture(intent));
      const after = intent === undefined ? before : await truthAt(providerRef);
      if (after.state !== 'captured') throw new ProviderRefused('not_authorised', `It is ${after.state} at Stripe.`);
      return after;
    },

    async cancel({ providerRef }) {
      const { state } = await truthAt(providerRef);
      const intent = state === 'authorised' ? await intentOf(providerRef) : undefined;
      if (intent !== undefined) await unlessRefused(stripe.paymentIntents.cancel(intent));
      else if (state === 'pending') await unlessRefused(sessions.expire(providerRef));
      return truthAt(providerRef);
    },

    ...stripeRefunds(stripe),
    ...stripeDisputes(stripe),
  };
}

function sessionOf(charge: Charge): Stripe.Checkout.SessionCreateParams {
  const metadata = { [REFERENCE_KEY]: charge.reference };
  return {
    mode: 'payment',
    allowed_payment_method_types: ['card'],
    client_reference_id: charge.reference,
    metadata,
    payment_intent_data: { metadata, description: charge.description },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: charge.currency.toLowerCase(),
          unit_amount: toStripe(charge.amountMinor, charge.currency),
          product_data: { name: charge.description },
        },
      },
    ],
    // It would be charged in another currency than was asked for.
    adaptive_pricing: { enabled: false },
    success_url: charge.returnUrl,
    cancel_url: charge.returnUrl,
    expires_at: closesAt(charge.reference, charge.expiresInSeconds, LEAST_OPEN_SECONDS),
  };
}
