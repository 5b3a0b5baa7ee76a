import { advancePayment } from '@docket/domain/payment/advance';
import { createPayment } from '@docket/domain/payment/create';
import { lookAtDisputes } from '@docket/domain/payment/dispute/look-at-disputes';
import { plain, PRICE, Things } from '@docket/domain/payment/fixtures';
import { paymentRules } from '@docket/domain/payment/invariants';
import { getTimeline } from '@docket/domain/payment/list';
import { takeBatch, workOff } from '@docket/domain/inbox/drain';
import { inboxReaders } from '@docket/domain/inbox/readers';
import type { PaymentProvider } from '@docket/domain/payment/provider';
import { getRefund } from '@docket/domain/payment/refund/get';
import { giveRefundUp, sendRefundAgain } from '@docket/domain/payment/refund/operate';
import { orderRefund } from '@docket/domain/payment/refund/order';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRazorpayProvider } from '../src/razorpay/provider.ts';
import { createStripeProvider } from '../src/stripe/provider.ts';
import { RAZORPAY_KEY, RazorpayStandIn } from './razorpay-stand-in.ts';
import { STRIPE_KEY, StripeStandIn } from './stripe-stand-in.ts';

const standIns = { stripe: new StripeStandIn(), razorpay: new RazorpayStandIn() } as const;
type Name = keyof typeof standIns;

let db: ReturnType<typeof openDb>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  await Promise.all(Object.values(standIns).map((one) => one.start()));
});
afterAll(async () => {
  await Promise.all(Object.values(standIns).map(({ server }) => server.stop()));
  await closeDb(db);
  await drop();
});

function providerOf(name: Name): PaymentProvider {
  const baseUrl = standIns[name].server.url;
  return name === 'stripe'
    ? createStripeProvider({ secretKey: STRIPE_KEY, baseUrl })
    : createRazorpayProvider({ ...RAZORPAY_KEY, baseUrl });
}

/** Somebody has paid, with cards, at a provider whose calls go into the inbox. */
async function paidAt(name: Name) {
  const standIn = standIns[name];
  const [things, providers, ctx] = [new Things(), plain(providerOf(name)), testCtx(db, await makeUser(db))];
  const wish = { kind: 'booking', subjectId: newId(), method: 'card', amountMinor: PRICE, currency: 'INR' } as const;
  const { paymentId, amountMinor } = await createPayment(ctx, wish, providers, things);
  const { rows } = await db.pool.query<{ ref: string }>(
    'SELECT provider_ref AS ref FROM payment_attempts WHERE payment_id = $1',
    [paymentId],
  );
  const ref = rows[0]?.ref ?? '';
  standIn.pay(ref);
  await advancePayment(testCtx(db), { paymentId, by: 'poller' }, providers, things);
  const calls: object[] = [];
  standIn.onEvent = (event: object) => void calls.push(event);

  /** Takes in what was called, and says what became of each call. */
  async function takeIn(): Promise<string[]> {
    await db.pool.query('TRUNCATE inbox_events');
    for (const body of calls.splice(0))
      await db.pool.query(
        `INSERT INTO inbox_events (id, provider, event_id, headers, body) VALUES ($1, $2, $3, '{}', $4)`,
        [newId(), name, newId(), Buffer.from(JSON.stringify(body))],
      );
    const nobody = async () => new Map();
    await workOff(testCtx(db), await takeBatch(testCtx(db)), inboxReaders, {
      lookAgain: {
        payment: nobody,
        refund: nobody,
        payout: nobody,
        dispute: (on, references) => lookAtDisputes(on, references, providers, things),
      },
    });
    const { rows: settled } = await db.pool.query<{ said: string }>(
      `SELECT status || ': ' || coalesce(error, '') AS said FROM inbox_events ORDER BY id`,
    );
    return settled.map(({ said }) => said);
  }
  return { paymentId, amountMinor, ref, standIn, calls, takeIn, providers, things };
}

async function line(paymentId: string): Promise<string[]> {
  const admin = testCtx(db, await makeUser(db, 'admin'));
  const { data } = await getTimeline(admin, { paymentId });
  return data.filter(({ what }) => /disput/i.test(what)).map(({ kind, what }) => `${kind} ${what}`);
}

async function broken(): Promise<string[]> {
  const found = await Promise.all(
    paymentRules.map(async ({ name, violations }) => ((await db.pool.query(violations)).rows.length > 0 ? [name] : [])),
  );
  return found.flat();
}

describe.each(['stripe', 'razorpay'] as const)('a dispute at %s', (name) => {
  it('that is lost is an operator’s, stands in the time line, and is in the books once', async () => {
    const { paymentId, amountMinor, ref, standIn, calls, takeIn } = await paidAt(name);
    const id = standIn.dispute(ref);
    const amount = `${(amountMinor / 100).toFixed(2)} INR`;
    const [said] = await takeIn();
    expect(said).toMatch(
      new RegExp(`^PARKED: dispute of ${amount} .*payment ${paymentId}: answer it at ${name} until 2`),
    );
    expect(await line(paymentId)).toEqual(['payment DISPUTED']);
    standIn.closeDispute(id, 'lost');
    // The same call again, as such calls come.
    calls.push(...calls);
    const ended = await takeIn();
    expect(ended).toHaveLength(2);
    for (const one of ended) expect(one).toMatch(`PARKED: dispute lost: ${amount} of payment ${paymentId}`);
    expect(await line(paymentId)).toEqual(['payment DISPUTED', 'payment DISPUTE_LOST', 'transfer dispute.lost']);
    expect(await broken()).toEqual([]);
    // Another sum than was lost, as if it had been booked wrongly.
    await db.pool.query('UPDATE payment_disputes SET amount_minor = amount_minor + 1 WHERE provider_ref = $1', [id]);
    expect(await broken()).toEqual(['disputes are in the books']);
    await db.pool.query('UPDATE payment_disputes SET amount_minor = amount_minor - 1 WHERE provider_ref = $1', [id]);
  });

  it('keeps what goes back from going twice: a refund waits for an operator, and what the bank took is not paid back', async () => {
    const { paymentId, amountMinor, ref, standIn, takeIn, things } = await paidAt(name);
    const id = standIn.dispute(ref);
    await takeIn();
    const admin = testCtx(db, await makeUser(db, 'admin'));
    const order = (amount: number) =>
      orderRefund(admin, { paymentId, amount, idempotencyKey: newId() }, things).then(({ refundId, status }) => ({
        refundId,
        status,
      }));
    const { refundId, status } = await order(100);
    expect(status).toBe('PARKED');
    expect(await getRefund(admin, { refundId })).toMatchObject({ failure: 'disputed' });
    const { rows } = await db.pool.query(
      `SELECT FROM outbox WHERE name = 'refund.send' AND payload ->> 'refundId' = $1`,
      [refundId],
    );
    expect(rows).toEqual([]);
    // Nor is it sent by hand while the bank decides, or when that has taken it.
    await expect(sendRefundAgain(admin, { refundId }, things)).rejects.toMatchObject({ code: 'not_refundable' });
    standIn.closeDispute(id, 'lost');
    await takeIn();
    await expect(sendRefundAgain(admin, { refundId }, things)).rejects.toMatchObject({ code: 'not_refundable' });
    await giveRefundUp(admin, { refundId }, things);
    await expect(order(100)).rejects.toMatchObject({ code: 'not_refundable' });
    // The same at the last gate, for whoever does not ask before.
    const { rows: reserved } = await db.pool.query<{ ok: boolean }>(
      'SELECT reserve_refund(id, $2) AS ok FROM payment_attempts WHERE payment_id = $1',
      [paymentId, amountMinor],
    );
    expect(reserved).toEqual([{ ok: false }]);
    expect(await broken()).toEqual([]);
  });

  it('parks what was to go back and is not on its way yet; won, it can be sent', async () => {
    const { paymentId, ref, standIn, takeIn, things } = await paidAt(name);
    const admin = testCtx(db, await makeUser(db, 'admin'));
    const { refundId } = await orderRefund(admin, { paymentId, amount: 100, idempotencyKey: newId() }, things);
    const id = standIn.dispute(ref);
    await takeIn();
    expect(await getRefund(admin, { refundId })).toMatchObject({ status: 'PARKED', failure: 'disputed' });
    standIn.closeDispute(id, 'won');
    await takeIn();
    expect((await sendRefundAgain(admin, { refundId }, things)).status).toBe('PENDING');
    expect(await broken()).toEqual([]);
  });

  it('that is won is over, and nothing of it is booked', async () => {
    const { paymentId, ref, standIn, takeIn } = await paidAt(name);
    const id = standIn.dispute(ref);
    standIn.closeDispute(id, 'won');
    expect(await takeIn()).toEqual(['DONE: ', 'DONE: ']);
    expect(await line(paymentId)).toEqual(['payment DISPUTED', 'payment DISPUTE_WON']);
    expect(await broken()).toEqual([]);
  });

  it('that nobody there knows, or of a charge of others, changes nothing', async () => {
    const { ref, standIn, takeIn, calls, providers, things } = await paidAt(name);
    standIn.dispute(ref);
    const [call] = calls;
    calls[0] = JSON.parse(JSON.stringify(call).replaceAll(/"(du|disp)_\w+"/g, '"du_none"')) as object;
    expect(await takeIn()).toEqual(['PARKED: no dispute of ours has this reference']);
    const other = { ...providerOf(name), fetchDispute: async () => ({ ...OTHERS }) };
    const looked = await lookAtDisputes(testCtx(db), [`${name}:du_1`], plain(other), things);
    expect([...looked]).toEqual([[`${name}:du_1`, 'foreign']]);
    expect(providers.all).toHaveLength(1);
  });
});

const OTHERS = {
  reference: null,
  state: 'open',
  amountMinor: 1,
  currency: 'INR',
  reason: 'x',
  answerBy: null,
} as const;

it('money that was lost and never delivered has an end, and without the dispute it has none (negative control)', async () => {
  const { ref, standIn, takeIn } = await paidAt('stripe');
  const id = standIn.dispute(ref);
  standIn.closeDispute(id, 'lost');
  await takeIn();
  await db.pool.query(
    `UPDATE payments SET outcome = NULL, status = 'CAPTURED' WHERE id = (SELECT payment_id FROM payment_disputes WHERE provider_ref = $1)`,
    [id],
  );
  await db.pool.query(
    `UPDATE payment_attempts SET updated_at = now() - interval '1 hour' WHERE id = (SELECT attempt_id FROM payment_disputes WHERE provider_ref = $1)`,
    [id],
  );
  expect(await broken()).toEqual([]);
  await db.pool.query(`UPDATE payment_disputes SET status = 'OPEN' WHERE provider_ref = $1`, [id]);
  expect(await broken()).toEqual(['captured money has one outcome', 'disputes are in the books']);
});
