import { createHmac } from 'node:crypto';
import { createDocket, type Docket } from '@docket/client/docket';
import { createPayment, getPayment, refundPayment } from '@docket/contracts/http/payment';
import { newId } from '@docket/runtime/id';
import { makeShow } from '@docket/testing/catalog';
import { createTestDatabase } from '@docket/testing/database';
import { ADMIN, createInstallation, type Installation } from '@docket/testing/installation';
import type { SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import Razorpay from 'razorpay';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RAZORPAY_KEY, RazorpayStandIn } from './razorpay-stand-in.ts';
import { STRIPE_KEY, StripeStandIn } from './stripe-stand-in.ts';

/** All of Docket that pays, as processes of their own, and what stands for Stripe and Razorpay. Calls come in through `apps/webhooks`, signed as they sign. */
const SECRETS = { stripe: 'whsec_a_secret_that_is_only_for_tests', razorpay: 'a secret that is only for tests' };
const [stripe, razorpay] = [new StripeStandIn(), new RazorpayStandIn()];

let docket: Installation;
let [api, doomed, webhooks]: (SpawnedService | undefined)[] = [];
beforeAll(async () => {
  [docket] = await Promise.all([createTestDatabase().then(createInstallation), stripe.start(), razorpay.start()]);
  const paying = {
    STRIPE_SECRET_KEY: STRIPE_KEY,
    STRIPE_URL: stripe.server.url,
    RAZORPAY_KEY_ID: RAZORPAY_KEY.keyId,
    RAZORPAY_KEY_SECRET: RAZORPAY_KEY.keySecret,
    RAZORPAY_URL: razorpay.server.url,
  };
  [api, doomed, webhooks] = await Promise.all([
    docket.start('api', paying),
    docket.start('api', paying),
    docket.start('webhooks', { WEBHOOK_SECRETS_STRIPE: SECRETS.stripe, WEBHOOK_SECRETS_RAZORPAY: SECRETS.razorpay }),
    docket.start('worker', { ...paying, WORKER_AREAS: 'booking,money' }),
  ]);
});
afterAll(async () => {
  await docket.dispose();
  await Promise.all([stripe.server.stop(), razorpay.server.stop()]);
});

async function callIn(provider: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { status } = await fetch(`${webhooks?.url}/webhooks/${provider}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return status;
}

function signedByStripe(payload: string, secret: string): Record<string, string> {
  return { 'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret }) };
}

/** The SDK can check a signature and makes none. */
function signedByRazorpay(body: string, secret: string): Record<string, string> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  if (!Razorpay.validateWebhookSignature(body, signature, secret)) throw new Error('the SDK would refuse it');
  return { 'x-razorpay-signature': signature, 'x-razorpay-event-id': newId() };
}

async function loggedIn(
  account: { readonly username: string; readonly password: string },
  onToken: (token: string | undefined) => void = () => undefined,
): Promise<Docket> {
  const client = createDocket({ baseUrl: api?.url ?? '', onToken });
  await client.login(account);
  return client;
}

async function buyer(onToken?: (token: string | undefined) => void): Promise<Docket> {
  const username = `buyer-${newId().slice(-12)}`;
  const account = { username, password: 'a password for tests', email: `${username}@example.test` };
  await createDocket({ baseUrl: api?.url ?? '' }).signUp(account);
  return loggedIn(account, onToken);
}

/** Books a seat. @returns what is owed for it */
async function owed(client: Docket) {
  const { showId } = await makeShow(docket.db);
  const booking = await client.book({ kind: 'seats', showId, seats: ['C1'] }, { wait: 10 });
  expect(booking).toMatchObject({ status: 'HELD' });
  const { bookingId, priceMinor: amount, currency } = booking;
  if (typeof amount !== 'number' || typeof currency !== 'string') throw new Error('the seat has no price');
  return { bookingId, amount, currency };
}

/** Books a seat and begins to pay for it. */
async function begin(client: Docket, paymentMethod: 'card' | 'upi', provider: string) {
  const { bookingId, ...price } = await owed(client);
  const body = { bookingId, paymentMethod, provider, ...price };
  const payment = await client.call(createPayment, { body, idempotencyKey: newId() });
  expect(payment).toMatchObject({ status: 'PENDING', attempts: [{ provider, status: 'PENDING' }] });
  const attemptId = payment.attempts[0]?.attemptId ?? '';
  const { rows } = await docket.db.pool.query<{ ref: string }>(
    // The poller comes too late for all of this: what moves on, moves on by a call.
    `UPDATE payment_attempts SET next_look_at = now() + interval '1 hour' WHERE id = $1 RETURNING provider_ref AS ref`,
    [attemptId],
  );
  const paymentId = payment.paymentId;
  return {
    payment,
    bookingId,
    attemptId,
    ref: rows[0]?.ref ?? '',
    read: () => client.call(getPayment, { params: { paymentId } }),
  };
}

/** What moved the payment on, and what became of the calls. */
async function traceOf(paymentId: string, provider: string) {
  const moved = await docket.db.pool.query<{ what: string; by: string }>(
    `SELECT what, by FROM payment_events WHERE payment_id = $1 AND kind = 'attempt' ORDER BY id`,
    [paymentId],
  );
  const calls = await docket.db.pool.query<{ type: string; status: string }>(
    'SELECT type, status FROM inbox_events WHERE provider = $1 ORDER BY received_at',
    [provider],
  );
  return { moved: moved.rows.map(({ what, by }) => `${what} by ${by}`), calls: calls.rows };
}

async function refunded(client: Docket, paymentId: string) {
  const admin = await loggedIn(ADMIN);
  await admin.call(refundPayment, { body: { paymentId, amount: 100 }, idempotencyKey: newId() });
  await waitFor('the refund', async () => {
    const { refunds } = await client.call(getPayment, { params: { paymentId } });
    return refunds.some(({ status, amountMinor }) => status === 'DONE' && amountMinor === 100);
  });
}

it('a booking is paid for at Stripe, is confirmed by its signed call, and is paid back in part', async () => {
  const client = await buyer();
  const { payment, ref, read } = await begin(client, 'card', 'stripe');
  expect(payment.redirectUrl).toMatch(/^https:\/\/checkout\.stripe\.test\/c\/pay\/cs_test_/);
  const sent: Promise<number>[] = [];
  stripe.onEvent = (event) => {
    const body = JSON.stringify(event);
    // Twice, as such calls come, and once by somebody who does not have the secret.
    for (const secret of [SECRETS.stripe, SECRETS.stripe, 'whsec_of_somebody_else_of_24_or_more'])
      sent.push(callIn('stripe', body, signedByStripe(body, secret)));
  };
  stripe.pay(ref);
  await waitFor('the booking', async () => (await read()).status === 'DELIVERED');
  expect(await Promise.all(sent)).toEqual([200, 200, 400, 200, 200, 400]);
  await waitFor('all calls', async () => {
    const { calls } = await traceOf(payment.paymentId, 'stripe');
    return calls.length === 2 && calls.every(({ status }) => status === 'DONE');
  });
  const { moved } = await traceOf(payment.paymentId, 'stripe');
  expect(moved.at(-1)).toBe('CAPTURED by callback');
  await refunded(client, payment.paymentId);
  client.close();
});

it('a booking is paid for at Razorpay, is confirmed by its signed call, and is paid back in part', async () => {
  const client = await buyer();
  const { payment, ref, read } = await begin(client, 'upi', 'razorpay');
  expect(payment.redirectUrl).toMatch(/^https:\/\/rzp\.test\/i\/plink_/);
  const sent: Promise<number>[] = [];
  razorpay.onEvent = (event) => {
    const body = JSON.stringify(event);
    sent.push(callIn('razorpay', body, signedByRazorpay(body, SECRETS.razorpay)));
    sent.push(callIn('razorpay', body, signedByRazorpay(body, 'a secret of somebody else that is long')));
  };
  razorpay.pay(ref);
  await waitFor('the booking', async () => (await read()).status === 'DELIVERED');
  expect(await Promise.all(sent)).toEqual([200, 400, 200, 400, 200, 400]);
  await waitFor('all calls', async () => {
    const { calls } = await traceOf(payment.paymentId, 'razorpay');
    // `payment.captured` says nothing that the others do not say.
    return (
      calls.filter(({ status }) => status === 'DONE').length === 2 && calls.some(({ status }) => status === 'IGNORED')
    );
  });
  const { moved } = await traceOf(payment.paymentId, 'razorpay');
  expect(moved.at(-1)).toBe('CAPTURED by callback');
  await refunded(client, payment.paymentId);
  client.close();
});

it('an api that is killed between writing an attempt and answering leads the same key to that attempt, at another api', async () => {
  let token = '';
  const client = await buyer((given) => (token = given ?? ''));
  const body = { ...(await owed(client)), paymentMethod: 'card', provider: 'stripe' };
  const idempotencyKey = newId();
  const ask = (at: SpawnedService | undefined) =>
    fetch(`${at?.url}/payment/`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify(body),
    });
  const before = stripe.server.orders.length;
  stripe.server.fault({ kind: 'slow', ms: 60_000 });
  const dead = ask(doomed).catch(() => 'dead');
  await waitFor('the order at Stripe', () => stripe.server.orders.length > before);
  await doomed?.kill();
  expect(await dead).toBe('dead');
  // It is believed alive for eight seconds.
  await docket.db.pool.query(
    `UPDATE payment_attempts SET lease_until = lease_until - interval '10 seconds' WHERE status = 'CREATED'`,
  );
  const again = await ask(api);
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
  const payment = createPayment.response.parse(await again.json());
  expect(payment).toMatchObject({ status: 'PENDING', attempts: [{ status: 'PENDING' }] });
  expect(payment.redirectUrl).toMatch(/^https:\/\/checkout\.stripe\.test/);
  client.close();
});
