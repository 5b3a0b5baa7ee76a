import { bankEvent, bankPayment, bankStatement } from '@docket/contracts/bank/api';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { customerAccount } from '../src/customers/customers.ts';
import { latestCallbacks } from '../src/callbacks/log.ts';
import { approve, refuse } from '../src/payments/approve.ts';
import { newPayment, startBank, startReceiver } from './support.ts';

const NEW = `whsec_${Buffer.from('the newer secret of callbacks').toString('base64')}`;
const OLD = `whsec_${Buffer.from('the older secret of callbacks').toString('base64')}`;

// Each waits for callbacks on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let bank: Awaited<ReturnType<typeof startBank>>;

beforeEach(async () => {
  receiver = await startReceiver();
  bank = await startBank(receiver.url, [NEW, OLD]);
});
afterEach(async () => {
  await bank.close();
  receiver.close();
});

/** A payment that was made and approved. */
async function paid(reference: string, more: object = {}, login = 'asha') {
  const { body } = await bank.ask('POST', '/v1/payments', newPayment(reference, more));
  const payment = bankPayment.parse(body);
  const account = bank.bank.store.change(() => customerAccount(bank.bank, login, payment.currency));
  approve(bank.bank, payment.id, account.id);
  return payment;
}

const events = () => receiver.received.map(({ body }) => bankEvent.parse(JSON.parse(body)));
const until = (work: () => void) => vi.waitFor(work, { timeout: 8_000, interval: 20 });
const verifies = (secret: string, { body, headers }: (typeof receiver.received)[number]): boolean => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

describe('the interface', () => {
  it('makes, shows and captures payments, and wants the key', async () => {
    const { id } = await paid('p1', { capture: false, metadata: { userId: '67', flightDetails: { from: 'BLR' } } });
    expect((await bank.ask('GET', `/v1/payments/${id}`)).body).toMatchObject({
      status: 'authorised',
      receivedMinor: 0,
    });
    const captured = await bank.ask('POST', `/v1/payments/${id}/capture`);
    expect(bankPayment.parse(captured.body)).toMatchObject({
      status: 'captured',
      receivedMinor: 190_000,
      feeMinor: 1_900,
    });
    expect((await bank.ask('GET', '/v1/payments?reference=p1')).body).toEqual(captured.body);
    expect((await bank.ask('GET', '/v1/payments?reference=p2')).body).toMatchObject({ code: 'payment_not_found' });
    const stranger = await bank.ask('GET', `/v1/payments/${id}`, undefined, { authorization: 'Bearer other' });
    expect([stranger.status, stranger.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
    await until(() => expect(events().map(({ type }) => type)).toEqual(['payment.authorised', 'payment.captured']));
    expect(events()[1]).toMatchObject({
      amount: '1900.00',
      userId: '67',
      flightDetails: { from: 'BLR' },
      id,
      reference: 'p1',
    });
  });

  it('holds one reference against one payment, and a key against one request', async () => {
    const once = { 'idempotency-key': 'k1' };
    const first = await bank.ask('POST', '/v1/payments', newPayment('p1'), once);
    expect(first.status).toBe(201);
    expect((await bank.ask('POST', '/v1/payments', newPayment('p1'))).status).toBe(200);
    expect((await bank.ask('POST', '/v1/payments', newPayment('p1', { amountMinor: 1 }))).body.code).toBe(
      'reference_taken',
    );
    const again = await bank.ask('POST', '/v1/payments', newPayment('p1'), once);
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    const other = await bank.ask('POST', '/v1/payments', newPayment('p9'), once);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect((await bank.ask('GET', '/v1/payments?reference=p9')).status).toBe(404);
  });

  it('sends money once for one key, and again for another', async () => {
    const { body } = await bank.ask('POST', '/v1/payments', newPayment('p1', { method: 'virtual_account' }));
    const { iban } = body.virtualAccount;
    const transfer = { iban, from: 'asha', amountMinor: 190_000, currency: 'INR' };
    await bank.ask('POST', '/v1/transfers', transfer, { 'idempotency-key': 't1' });
    const again = await bank.ask('POST', '/v1/transfers', transfer, { 'idempotency-key': 't1' });
    expect(again.body.receivedMinor).toBe(190_000);
    expect((await bank.ask('POST', '/v1/transfers', transfer, { 'idempotency-key': 't2' })).body.receivedMinor).toBe(
      380_000,
    );
  });

  it('pays back in parts and never more than came, and pays out no more than there is', async () => {
    const { id } = await paid('p1');
    const refund = (reference: string, amountMinor: number) =>
      bank.ask('POST', `/v1/payments/${id}/refunds`, { reference, amountMinor });
    expect((await refund('r1', 100_000)).body.status).toBe('pending');
    expect((await refund('r2', 90_001)).body.code).toBe('refund_too_large');
    expect((await refund('r1', 5)).body.code).toBe('reference_taken');
    await refund('r3', 90_000);
    await until(async () => expect((await bank.ask('GET', '/v1/refunds?reference=r3')).body.status).toBe('done'));
    expect((await bank.ask('GET', `/v1/payments/${id}`)).body).toMatchObject({
      status: 'refunded',
      refundedMinor: 190_000,
    });
    await paid('p2');
    const payout = (reference: string, amountMinor: number) =>
      bank.ask('POST', '/v1/payouts', {
        reference,
        amountMinor,
        currency: 'INR',
        destination: { type: 'vpa', vpa: 'meera@docketbank', name: 'Meera' },
      });
    expect((await payout('o1', 190_000)).body.code).toBe('insufficient_funds');
    expect((await payout('o2', 100_000)).body.status).toBe('pending');
    await until(async () => expect((await bank.ask('GET', '/v1/payouts?reference=o2')).body.status).toBe('paid'));
    const statement = bankStatement.parse((await bank.ask('GET', '/v1/statement?currency=INR')).body);
    expect(statement.entries.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['payment', 190_000],
      ['fee', -1_900],
      ['refund', -100_000],
      ['refund', -90_000],
      ['payment', 190_000],
      ['fee', -1_900],
      ['payout', -100_000],
    ]);
    expect((await bank.ask('GET', '/v1/balance')).body.balances).toEqual([
      { currency: 'INR', amountMinor: statement.closingMinor },
    ]);
    expect((await bank.ask('GET', '/v1/statement?currency=INR&format=csv')).text.split('\r\n')).toHaveLength(9);
  });
});

describe('callbacks', () => {
  it('are signed with the newest secret, as an independent library has it', async () => {
    await paid('p1');
    await until(() => expect(receiver.received).toHaveLength(1));
    const [callback] = receiver.received;
    if (callback === undefined) throw new Error('nothing came');
    expect([verifies(NEW, callback), verifies(OLD, callback)]).toEqual([true, false]);
    expect(verifies(NEW, { ...callback, body: callback.body.replace('190000', '190001') })).toBe(false);
  });

  it('come again until they are taken, under the same id', async () => {
    receiver.answers.push(500);
    await paid('p1');
    await until(() => expect(receiver.received).toHaveLength(2));
    const [first, second] = receiver.received;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    await until(() => expect(latestCallbacks(bank.bank, 1)[0]).toMatchObject({ status: 'sent', attempts: 2 }));
  });

  it.each([
    [
      'duplicate',
      { copies: 2, times: 1 },
      () => {
        expect(receiver.received).toHaveLength(3);
        expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      },
    ],
    [
      'tamper',
      { times: 1 },
      () => {
        expect(events()[0]?.amountMinor).toBe(190_001);
        expect(receiver.received.map((each) => verifies(NEW, each))).toEqual([false]);
      },
    ],
    [
      'oldSecret',
      { times: 1 },
      () =>
        expect(receiver.received.map((each) => [verifies(NEW, each), verifies(OLD, each)])).toEqual([[false, true]]),
    ],
    [
      'wrongAmount',
      { byMinor: -100, times: 1 },
      () => expect(events()).toMatchObject([{ amountMinor: 189_900, amount: '1899.00' }]),
    ],
    [
      'wrongCurrency',
      { currency: 'USD', times: 1 },
      () => expect(events()).toMatchObject([{ currency: 'USD', amountMinor: 190_000 }]),
    ],
    [
      'unknownReference',
      { times: 1 },
      () => {
        expect(events()).toHaveLength(1);
        expect(events()[0]?.reference).not.toBe('p1');
      },
    ],
  ] as const)('with the fault %s', async (name, settings, see) => {
    await bank.faults({ callbacks: { [name]: settings } });
    await paid('p1');
    await until(see);
    // It has counted down to off.
    expect((await bank.ask('GET', '/faults')).body.callbacks).toEqual({});
  });

  it('with the fault drop never come, and the next one does', async () => {
    await bank.faults({ callbacks: { drop: { times: 1 } } });
    await paid('p1');
    await paid('p2');
    await until(() => expect(events().map(({ reference }) => reference)).toEqual(['p2']));
    expect(latestCallbacks(bank.bank, 2).map(({ status }) => status)).toEqual(['sent', 'dropped']);
  });

  it('with the fault delay come late', async () => {
    await bank.faults({ callbacks: { delay: { ms: 400, times: 1 } } });
    await paid('p1');
    await paid('p2');
    await until(() => expect(events().map(({ reference }) => reference)).toEqual(['p2', 'p1']));
  });

  it('with the fault reorder, the later of two first', async () => {
    await bank.faults({ callbacks: { reorder: { times: 1 } } });
    const { id } = await paid('p1', { capture: false });
    await bank.ask('POST', `/v1/payments/${id}/capture`);
    await until(() => expect(events().map(({ type }) => type)).toEqual(['payment.captured', 'payment.authorised']));
  });
});

describe('faults of answers', () => {
  it('error: nothing is done; cutAfter: it is done; down: all is refused; slow: it is done and answered late', async () => {
    await bank.faults({ answers: { error: { times: 1 } } });
    expect((await bank.ask('POST', '/v1/payments', newPayment('p1'))).status).toBe(500);
    expect((await bank.ask('GET', '/v1/payments?reference=p1')).status).toBe(404);

    await bank.faults({ answers: { cutAfter: { times: 1 } } });
    await expect(bank.ask('POST', '/v1/payments', newPayment('p1'))).rejects.toThrow('fetch failed');
    expect((await bank.ask('GET', '/v1/payments?reference=p1')).status).toBe(200);

    await bank.faults({ answers: { down: true } });
    expect((await bank.ask('GET', '/v1/payments?reference=p1')).status).toBe(503);
    expect((await fetch(`${bank.url}/login`)).status).toBe(503);
    expect((await fetch(`${bank.url}/panel`)).status).toBe(200);

    await bank.faults({ answers: { slow: { ms: 500, times: 1 } } });
    const started = performance.now();
    const slow = bank.ask('POST', '/v1/payments', newPayment('p2'));
    await until(async () => expect((await bank.ask('GET', '/v1/payments?reference=p2')).status).toBe(200));
    await slow;
    expect(performance.now() - started).toBeGreaterThan(490);
  });
});

describe('faults of money', () => {
  it('failThenCapture: it fails, and succeeds later', async () => {
    await bank.faults({ money: { failThenCapture: { afterMs: 300, times: 1 } } });
    await paid('p1');
    expect((await bank.ask('GET', '/v1/payments?reference=p1')).body.status).toBe('failed');
    await until(() => expect(events().map(({ type }) => type)).toEqual(['payment.failed', 'payment.captured']));
  });

  it('receiveWrongAmount, refundsFail, payoutsFail', async () => {
    await bank.faults({
      money: { receiveWrongAmount: { byMinor: -100, times: 1 }, refundsFail: { times: 1 }, payoutsFail: { times: 1 } },
    });
    const { body } = await bank.ask('POST', '/v1/payments', newPayment('p1', { method: 'virtual_account' }));
    const { accountNumber } = body.virtualAccount;
    await bank.ask('POST', '/v1/transfers', { accountNumber, from: 'asha', amountMinor: 190_000, currency: 'INR' });
    expect((await bank.ask('GET', '/v1/payments?reference=p1')).body).toMatchObject({
      status: 'captured',
      receivedMinor: 189_900,
    });
    await bank.ask('POST', `/v1/payments/${body.id}/refunds`, { reference: 'r1', amountMinor: 1_000 });
    const destination = { type: 'iban', iban: 'GB82 WEST 1234 5698 7654 32', name: 'M' };
    await bank.ask('POST', '/v1/payouts', { reference: 'o1', amountMinor: 2_000, currency: 'INR', destination });
    await until(() =>
      expect(
        events()
          .map(({ type }) => type)
          .toSorted(),
      ).toEqual(['payment.captured', 'payout.failed', 'refund.failed']),
    );
    expect((await bank.ask('GET', '/v1/balance')).body.balances[0].amountMinor).toBe(189_900);
  });

  it('a buyer without money, one who refuses, and nobody at all', async () => {
    await paid('p1', {}, 'poor');
    const { body } = await bank.ask('POST', '/v1/payments', newPayment('p2'));
    refuse(bank.bank, body.id, 'refused_by_buyer');
    await bank.ask('POST', '/v1/payments', newPayment('p3', { expiresIn: 60 }));
    bank.bank.pass(61_000);
    const seen = await Promise.all(
      ['p1', 'p2', 'p3'].map((reference) => bank.ask('GET', `/v1/payments?reference=${reference}`)),
    );
    expect(seen.map(({ body }) => [body.status, body.failure])).toEqual([
      ['failed', 'insufficient_funds'],
      ['failed', 'refused_by_buyer'],
      ['expired', null],
    ]);
  });
});
