import type { Charge, ChargeTruth } from '@docket/domain/payment/provider';
import { Stripe } from 'stripe';
import { createStripeProvider } from '../src/stripe/provider.ts';
import type { Backend } from './backend.ts';
import { STRIPE_KEY, StripeStandIn } from './stripe-stand-in.ts';

const idOf = ({ providerRef }: ChargeTruth): string => providerRef ?? '';

/** The SDK of Stripe, over HTTP, against what stands for Stripe. */
export async function startStripeBackend(): Promise<Backend> {
  const standIn = await new StripeStandIn().start();
  const { server } = standIn;
  const at = { secretKey: STRIPE_KEY, baseUrl: server.url };
  const { hostname, port } = new URL(server.url);
  const merchant = new Stripe(STRIPE_KEY, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
  let outcome: 'succeeded' | 'failed' = 'succeeded';

  /** As a merchant would who captures by hand; all else as ours are. */
  async function authorise(charge: Charge): Promise<void> {
    const metadata = { docket_reference: charge.reference };
    const session = await merchant.checkout.sessions.create({
      mode: 'payment',
      client_reference_id: charge.reference,
      metadata,
      payment_intent_data: { metadata, capture_method: 'manual' },
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: charge.currency.toLowerCase(),
            unit_amount: charge.amountMinor,
            product_data: { name: charge.description },
          },
        },
      ],
      success_url: charge.returnUrl,
      expires_at: Math.floor(Date.now() / 1_000) + 3_600,
    });
    standIn.pay(session.id);
  }

  return {
    provider: createStripeProvider(at),
    impatient: createStripeProvider({ ...at, patienceMs: 300 }),
    stranger: createStripeProvider({ ...at, secretKey: 'sk_test_not_the_key' }),
    usual: { method: 'card' },
    anyAmount: { method: 'card' },
    foreign: { method: 'card', currency: 'XTS' },
    pay: async (truth, amount) => standIn.pay(idOf(truth), amount),
    decline: async (truth) => standIn.decline(idOf(truth)),
    late: {
      fail: async (truth) => standIn.comeBack(idOf(truth)),
      pay: async (truth) => standIn.payAfterAll(idOf(truth)),
    },
    authorise,
    async holdRefunds(how) {
      standIn.refundStatus = 'pending';
      outcome = how === 'done' ? 'succeeded' : 'failed';
    },
    async endRefunds() {
      standIn.refundStatus = 'succeeded';
      standIn.settleRefunds(outcome);
    },
    async loseNextAnswer() {
      // The SDK asks once more, under the same key, where a connection was closed.
      for (let turn = 0; turn < 2; turn += 1) server.fault({ kind: 'cut' });
    },
    delayNextAnswer: async (ms) => server.fault({ kind: 'slow', ms }),
    failNext: async () => server.fault({ kind: 'error' }),
    failAfterNext: async () => server.fault({ kind: 'error after' }),
    forgetKeys: async () => standIn.forgetKeys(),
    stop: () => server.stop(),
  };
}
