import { OutcomeUnknown, type Charge } from '@docket/domain/payment/provider';
import { newId } from '@docket/runtime/id';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromStripe, toStripe } from '../src/stripe/amounts.ts';
import { createStripeProvider } from '../src/stripe/provider.ts';
import { STRIPE_KEY, StripeStandIn } from './stripe-stand-in.ts';

const standIn = new StripeStandIn();
beforeAll(() => standIn.start());
afterAll(() => standIn.server.stop());

const provider = () => createStripeProvider({ secretKey: STRIPE_KEY, baseUrl: standIn.server.url });
const newCharge = (more: Partial<Charge> = {}): Charge => ({
  reference: newId(),
  method: 'card',
  amountMinor: 190_000,
  currency: 'INR',
  userId: newId(),
  description: 'Two seats',
  returnUrl: 'http://127.0.0.1:3000/back',
  expiresInSeconds: 300,
  ...more,
});

async function paid(charge = newCharge()) {
  const { providerRef } = await provider().create(charge);
  if (providerRef === null) throw new Error('no id');
  standIn.pay(providerRef);
  return { ...charge, providerRef };
}

it('takes another key for a refund where Stripe keeps a fault with the first, and makes one refund', async () => {
  const charge = await paid();
  const refund = { reference: newId(), providerRef: charge.providerRef, amountMinor: 500, currency: 'INR' };
  standIn.server.fault({ kind: 'error kept' });
  await expect(provider().refund(refund)).rejects.toThrow(OutcomeUnknown);
  const before = standIn.server.orders.length;
  expect(await provider().refund(refund)).toMatchObject({ state: 'done' });
  // The first key again, which is answered with the kept fault, and then another.
  expect(standIn.server.orders.slice(before)).toEqual(['POST /v1/refunds', 'POST /v1/refunds']);
  await provider().refund(refund);
  expect(await provider().fetch(charge)).toMatchObject({ refundedMinor: 500 });
});

it('finds a charge by its reference among more than a page of others', async () => {
  const charges = Array.from({ length: 120 }, () => newCharge());
  const [first] = charges;
  if (first === undefined) throw new Error('no charge');
  for (const charge of charges) await provider().create(charge);
  expect(await provider().fetch({ reference: first.reference, providerRef: null })).toMatchObject({ state: 'pending' });
});

it('pays back through the interface of Stripe what came in a currency without a minor unit', async () => {
  const charge = await paid(newCharge({ currency: 'ISK', amountMinor: 4_500 }));
  const refund = { reference: newId(), providerRef: charge.providerRef, amountMinor: 500, currency: 'ISK' };
  await provider().refund(refund);
  expect(await provider().fetch(charge)).toMatchObject({
    state: 'captured',
    currency: 'ISK',
    receivedMinor: 4_500,
    refundedMinor: 500,
  });
});

it('writes amounts as Stripe takes them, by currency', () => {
  for (const [currency, minor, stripe] of [
    ['EUR', 1_050, 1_050],
    ['INR', 190_000, 190_000],
    ['JPY', 500, 500],
    ['KRW', 50_000, 50_000],
    // Without a minor unit, and written with two places all the same.
    ['ISK', 5, 500],
    ['UGX', 5, 500],
    // A fifth by ISO 4217, none at Stripe.
    ['MGA', 500, 5],
    ['KWD', 5_120, 5_120],
    ['HUF', 1_045, 1_045],
  ] as const) {
    expect([currency, toStripe(minor, currency)]).toEqual([currency, stripe]);
    expect([currency, fromStripe(stripe, currency)]).toEqual([currency, minor]);
  }
  for (const [currency, minor] of [
    ['KWD', 5_124],
    ['MGA', 505],
  ] as const)
    expect(() => toStripe(minor, currency)).toThrow(expect.objectContaining({ code: 'amount_unsupported' }));
});
