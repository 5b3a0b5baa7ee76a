import { minorToDecimal } from '@docket/contracts/money/currency';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { beforeEach, expect, it } from 'vitest';
import { brokenRules, db, setUpDatabase } from '../../spine/fixtures.ts';
import { advancePayment } from '../advance.ts';
import { cancelPayment } from '../cancel.ts';
import { createPayment } from '../create.ts';
import { plain, PRICE, ScriptedProvider, Things } from '../fixtures.ts';
import { getPayment } from '../get.ts';
import { getTimeline, listPayments } from '../list.ts';
import { listMethods } from '../methods.ts';
import { pollPayments } from '../poll.ts';
import { orderRefund } from '../refund/order.ts';
import { sendRefund } from '../refund/send.ts';
import { listRefunds } from '../refund/get.ts';
import { transferProvider } from './provider.ts';
import { recordArrival } from './record-arrival.ts';
import { recordPaidBack } from './record-paid-back.ts';

setUpDatabase();

const ACCOUNT = {
  name: 'Docket Ltd',
  currency: 'INR',
  iban: null,
  accountNumber: '123456789012',
  ifsc: 'SBIN0001234',
  seconds: 86_400,
};
const TODAY = new Date().toISOString().slice(0, 10);
const arrived = { amount: PRICE, currency: 'INR', bookedOn: TODAY };

let providers: ReturnType<typeof plain>;
let [buyer, admin]: (TestUser | undefined)[] = [];
beforeEach(async () => {
  providers = plain(transferProvider({ db }, ACCOUNT));
  [buyer, admin] = await Promise.all([makeUser(db), makeUser(db, 'admin')]);
});

const operator = () => testCtx(db, admin);
let statementLine = 0;
const newLine = () => `UTR${String((statementLine += 1)).padStart(8, '0')}${newId().slice(-4)}`;

async function begun() {
  const things = new Things();
  const wish = {
    kind: 'booking',
    subjectId: newId(),
    method: 'bank_transfer',
    amountMinor: PRICE,
    currency: 'INR',
  } as const;
  const made = await createPayment(testCtx(db, buyer), wish, providers, things);
  const { paymentId } = made;
  return {
    made,
    things,
    paymentId,
    record: (more: Partial<Parameters<typeof recordArrival>[1]> = {}) =>
      recordArrival(operator(), { ...arrived, bankReference: newLine(), paymentId, ...more }, providers, things),
    refund: async () => {
      const { refundId } = await orderRefund(operator(), { paymentId, idempotencyKey: newId() }, things);
      await sendRefund(operator(), { refundId, by: 'worker' }, providers, things);
      return refundId;
    },
    paidBack: (refundId: string, bankReference: string) =>
      recordPaidBack(operator(), { refundId, bookedOn: TODAY, bankReference }, providers, things),
  };
}

it('shows the account, the amount and a short reference, by which an operator finds the payment', async () => {
  const { made, paymentId } = await begun();
  expect(made).toMatchObject({ status: 'PENDING', amountMinor: PRICE });
  const reference = made.next?.transferTo?.reference ?? '';
  expect(made.next).toEqual({
    redirectUrl: null,
    qr: null,
    transferTo: { name: 'Docket Ltd', iban: '', accountNumber: '123456789012', ifsc: 'SBIN0001234', reference },
  });
  expect(reference).toMatch(/^DKT[0-9A-F]{12}$/);
  // A day to transfer it, not a quarter of an hour.
  const left = Date.parse(made.deadline ?? '') - Date.now();
  expect(left / 1_000).toBeGreaterThan(86_000);
  const found = await listPayments(operator(), { transferReference: reference, limit: 10 });
  expect(found.data.map((payment) => payment.paymentId)).toEqual([paymentId]);
  const other = `DKT${newId().slice(-12).toUpperCase()}`;
  expect((await listPayments(operator(), { transferReference: other, limit: 10 })).data).toEqual([]);
});

it('is offered in the currency of the account alone', () => {
  const ctx = testCtx(db, buyer);
  expect(listMethods(ctx, { amount: 100, currency: 'INR' }, providers).data).toHaveLength(1);
  expect(listMethods(ctx, { amount: 100, currency: 'EUR' }, providers).data).toEqual([]);
});

it('is delivered once when its arrival is recorded, and who recorded it stands in what happened', async () => {
  const { record, things, paymentId } = await begun();
  const bankReference = newLine();
  expect(await record({ bankReference })).toMatchObject({ status: 'DELIVERED', next: null });
  // The same again, as when the answer was lost.
  expect(await record({ bankReference })).toMatchObject({ status: 'DELIVERED' });
  expect(things.paid).toHaveLength(1);
  const { data } = await getTimeline(operator(), { paymentId });
  expect(data.filter(({ what }) => what === 'arrival recorded')).toEqual([
    expect.objectContaining({
      kind: 'attempt',
      by: 'operator',
      detail: expect.stringContaining(
        `${minorToDecimal(PRICE, 'INR')} INR on ${TODAY}, ${bankReference}, by ${admin?.username}`,
      ),
    }),
  ]);
  await expect(record()).rejects.toMatchObject({ code: 'transfer_recorded' });
  expect(await brokenRules(db)).toEqual([]);
});

it('with another amount or currency is conflicted, delivers nothing, and goes back by hand', async () => {
  for (const other of [{ amount: PRICE - 1 }, { currency: 'EUR' }]) {
    const { record, things, refund, paidBack, paymentId } = await begun();
    expect(await record(other)).toMatchObject({ status: 'CONFLICTED' });
    expect(things.paid).toEqual([]);
    const refundId = await refund();
    const queue = await listRefunds(operator(), { status: 'SENT', provider: 'transfer', limit: 100 });
    expect(queue.data.map((one) => one.refundId)).toContain(refundId);
    const line = newLine();
    expect(await paidBack(refundId, line)).toMatchObject({ status: 'DONE' });
    expect(await paidBack(refundId, line)).toMatchObject({ status: 'DONE' });
    await expect(paidBack(refundId, newLine())).rejects.toMatchObject({ code: 'transfer_recorded' });
    expect(await getPayment(operator(), { paymentId })).toMatchObject({ status: 'REFUNDED' });
  }
  expect(await brokenRules(db)).toEqual([]);
});

it('takes a line of the statement for one payment only, whoever comes first', async () => {
  const [one, two] = [await begun(), await begun()];
  const bankReference = newLine();
  const results = await Promise.allSettled([one.record({ bankReference }), two.record({ bankReference })]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'transfer_recorded' },
  });
  expect([...one.things.paid, ...two.things.paid]).toHaveLength(1);
});

it('is recorded once when two operators do so at once', async () => {
  const { record, things } = await begun();
  const results = await Promise.allSettled([record(), record(), record()]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(things.paid).toHaveLength(1);
  expect(await brokenRules(db)).toEqual([]);
});

it('comes late after it was given up: what it was for decides', async () => {
  const { record, things, paymentId } = await begun();
  await cancelPayment(testCtx(db, buyer), { paymentId }, providers, things);
  // Asked after as often as one likes it stays given up.
  await pollPayments(operator(), providers, things);
  things.delivery = async () => ({ delivered: false, reason: 'too_late', note: 'The seats are gone.' });
  expect(await record()).toMatchObject({ status: 'REFUNDING', note: 'The seats are gone.' });
});

it('goes back when it comes after the same was paid for in another way', async () => {
  const { record, things, paymentId, made } = await begun();
  await cancelPayment(testCtx(db, buyer), { paymentId }, providers, things);
  const [scripted, ctx] = [new ScriptedProvider(), testCtx(db, buyer)];
  const both = plain(transferProvider({ db }, ACCOUNT), scripted);
  const { subjectId } = made;
  const amount = PRICE + 3_363;
  const wish = { kind: 'booking', subjectId, method: 'card', amountMinor: PRICE, currency: 'INR' } as const;
  await createPayment(ctx, wish, both, things);
  for (const reference of scripted.charges.keys())
    scripted.tell(reference, { state: 'captured', receivedMinor: amount });
  await advancePayment(operator(), { paymentId, by: 'poller' }, both, things);
  expect(await getPayment(operator(), { paymentId })).toMatchObject({ status: 'DELIVERED', amountMinor: amount });
  expect(await record()).toMatchObject({
    status: 'DELIVERED',
    refunds: [{ reason: 'paid_twice', amountMinor: PRICE, status: 'PENDING' }],
  });
  expect(things.paid).toHaveLength(1);
  expect(await brokenRules(db)).toEqual([]);
});

it('is found by the poller when whoever recorded it died before the payment moved on', async () => {
  const { record, things, paymentId } = await begun();
  const broken = {
    ...providers,
    ask: () => {
      throw new Error('the process died');
    },
  };
  await recordArrival(operator(), { ...arrived, bankReference: newLine(), paymentId }, broken, things);
  expect(await getPayment(operator(), { paymentId })).not.toMatchObject({ status: 'DELIVERED' });
  await db.pool.query(
    `UPDATE payment_attempts SET next_look_at = now() - interval '1 second', lease_until = NULL WHERE payment_id = $1`,
    [paymentId],
  );
  await pollPayments(operator(), providers, things);
  expect(await getPayment(operator(), { paymentId })).toMatchObject({ status: 'DELIVERED' });
  await expect(record()).rejects.toMatchObject({ code: 'transfer_recorded' });
});

it('is for admins, and for payments by transfer', async () => {
  const { paymentId, things } = await begun();
  const input = { ...arrived, bankReference: newLine(), paymentId };
  await expect(recordArrival(testCtx(db, buyer), input, providers, things)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(recordArrival(operator(), { ...input, paymentId: newId() }, providers, things)).rejects.toMatchObject({
    code: 'payment_not_found',
  });
  await db.pool.query(`UPDATE payment_attempts SET provider = 'bank' WHERE payment_id = $1`, [paymentId]);
  await expect(recordArrival(operator(), input, providers, things)).rejects.toMatchObject({ code: 'not_by_transfer' });
  await db.pool.query(`UPDATE payment_attempts SET provider = 'transfer' WHERE payment_id = $1`, [paymentId]);
});

it('is held against the books by an invariant', async () => {
  const { record, paymentId } = await begun();
  await record();
  await db.pool.query(`UPDATE payment_transfers SET recorded_at = now() - interval '1 hour' WHERE payment_id = $1`, [
    paymentId,
  ]);
  expect(await brokenRules(db)).toEqual([]);
  const booked = (amount: number) =>
    db.pool.query('UPDATE payment_transfers SET amount_minor = $2 WHERE payment_id = $1', [paymentId, amount]);
  await booked(PRICE + 1);
  expect(await brokenRules(db)).toContain('recorded transfers are in the books');
  await booked(PRICE);
});

it('pays twice with one line of the statement where the index that forbids it is gone: the negative control', async () => {
  await db.pool.query('DROP INDEX payment_transfers_direction_bank_reference_key');
  const [one, two] = [await begun(), await begun()];
  const bankReference = newLine();
  for (const { record } of [one, two]) expect(await record({ bankReference })).toMatchObject({ status: 'DELIVERED' });
  await db.pool.query('DELETE FROM payment_transfers WHERE bank_reference = $1', [bankReference]);
  await db.pool.query(
    'CREATE UNIQUE INDEX payment_transfers_direction_bank_reference_key ON payment_transfers (direction, bank_reference)',
  );
});

it('came on no day that is yet to come', async () => {
  const { record, paymentId, refund, paidBack, things } = await begun();
  await expect(record({ bookedOn: '9000-01-01' })).rejects.toMatchObject({ code: 'invalid_request' });
  expect(things.paid).toEqual([]);
  expect(await getPayment(operator(), { paymentId })).toMatchObject({ status: 'PENDING' });
  await record({ amount: PRICE - 1 });
  const refundId = await refund();
  await expect(
    recordPaidBack(operator(), { refundId, bookedOn: '9000-01-01', bankReference: newLine() }, providers, things),
  ).rejects.toMatchObject({ code: 'invalid_request' });
  expect(await paidBack(refundId, newLine())).toMatchObject({ status: 'DONE' });
});
