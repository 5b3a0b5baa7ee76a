import { OutcomeUnknown, type Charge } from '@docket/domain/payment/provider';
import { newId } from '@docket/runtime/id';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createRazorpayProvider } from '../src/razorpay/provider.ts';
import { RAZORPAY_KEY, RazorpayStandIn } from './razorpay-stand-in.ts';
import { startStandIn } from './stand-in.ts';

const standIn = new RazorpayStandIn();
beforeAll(() => standIn.start());
afterEach(() => {
  standIn.searchesByReference = true;
});
afterAll(() => standIn.server.stop());

const provider = () => createRazorpayProvider({ ...RAZORPAY_KEY, baseUrl: standIn.server.url });
const newCharge = (more: Partial<Charge> = {}): Charge => ({
  reference: newId(),
  method: 'upi',
  amountMinor: 190_000,
  currency: 'INR',
  userId: newId(),
  description: 'Two seats',
  returnUrl: 'http://127.0.0.1:3000/back',
  expiresInSeconds: 300,
  ...more,
});

it('finds a link among more than a page of others where Razorpay does not search by reference', async () => {
  standIn.searchesByReference = false;
  const charge = newCharge();
  const made = await provider().create(charge);
  for (let more = 0; more < 110; more += 1) await provider().create(newCharge());
  expect(await provider().fetch({ reference: charge.reference, providerRef: null })).toEqual(made);
  // The same reference again is refused there, and is the same charge here.
  expect(await provider().create(charge)).toEqual(made);
  expect(await provider().fetch({ reference: newId(), providerRef: null })).toMatchObject({ state: 'gone' });
});

it('takes what it cannot read, and what is no answer of the interface, for unknown', async () => {
  for (const [status, body] of [
    [200, 'not json'],
    [200, { id: 'plink_1' }],
    [404, '<html>'],
    [400, { error: { code: 'GATEWAY_ERROR', description: 'The bank is down' } }],
    [429, { error: { code: 'BAD_REQUEST_ERROR', description: 'Too many requests' } }],
    [302, ''],
  ] as const) {
    const server = await startStandIn(
      () => ({ status, body, headers: { location: 'http://127.0.0.1:9/' } }),
      () => ({ status: 500, body: '' }),
    );
    const odd = createRazorpayProvider({ ...RAZORPAY_KEY, baseUrl: server.url });
    await expect(odd.fetch({ reference: newId(), providerRef: 'plink_1' }), `${status}`).rejects.not.toMatchObject({
      name: 'TypeError',
    });
    if (status !== 404) await expect(odd.create(newCharge()), `${status}`).rejects.toBeInstanceOf(OutcomeUnknown);
    await server.stop();
  }
});

it('takes amounts of three places whose last digit is 0 alone', async () => {
  const charge = newCharge({ method: 'card', currency: 'KWD', amountMinor: 5_124 });
  await expect(provider().create(charge)).rejects.toMatchObject({ code: 'amount_unsupported' });
  expect(await provider().create({ ...charge, amountMinor: 5_120 })).toMatchObject({
    state: 'pending',
    currency: 'KWD',
  });
});
