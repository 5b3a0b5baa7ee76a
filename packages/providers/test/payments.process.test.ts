import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { advancePayment } from '@docket/domain/payment/advance';
import { createPayment } from '@docket/domain/payment/create';
import { Things, PRICE } from '@docket/domain/payment/fixtures';
import { getPayment } from '@docket/domain/payment/get';
import { orderRefund } from '@docket/domain/payment/refund/order';
import { sendRefund } from '@docket/domain/payment/refund/send';
import { freePort } from '@docket/runtime/embedded/ports';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { spawnService, type SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPaymentProviders } from '../src/payment-providers.ts';

const KEY = 'a key that is only for tests';
const SECRET = `whsec_${Buffer.from('a secret that is only for tests').toString('base64')}`;

let db: ReturnType<typeof openDb>;
let drop: () => Promise<void>;
let dataDir: string;
let bank: SpawnedService;
beforeAll(async () => {
  const [database, port] = [await createTestDatabase(), await freePort()];
  db = openDb(database.url);
  drop = () => database.drop();
  dataDir = await mkdtemp(path.join(tmpdir(), 'docket-payments-'));
  bank = await spawnService('apps/bank/src/main.ts', {
    port,
    timeoutMs: 60_000,
    env: {
      BANK_PORT: String(port),
      DOCKET_DATA_DIR: dataDir,
      BANK_API_KEY: KEY,
      // Nobody listens there: every callback is lost.
      BANK_WEBHOOK_URL: 'http://127.0.0.1:9/',
      WEBHOOK_SECRETS_BANK: SECRET,
    },
  });
});
afterAll(async () => {
  await bank.kill();
  await closeDb(db);
  await drop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(() => ask('PUT', '/faults', {}));

async function ask(method: string, address: string, body: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'idempotency-key': newId() };
  const answer = await fetch(`${bank.url}${address}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
}

/** Somebody pays for a thing by transfer. */
async function payer() {
  const providers = await createPaymentProviders({
    PAYMENT_PROVIDERS: undefined,
    BANK_URL: bank.url,
    BANK_API_KEY: KEY,
    stripe: undefined,
    razorpay: undefined,
  });
  const [things, ctx] = [new Things(), testCtx(db, await makeUser(db))];
  const wish = {
    kind: 'booking',
    subjectId: newId(),
    method: 'bank_transfer',
    amountMinor: PRICE,
    currency: 'INR',
  } as const;
  const made = await createPayment(ctx, wish, providers, things);
  const { paymentId } = made;
  return {
    made,
    providers,
    things,
    transfer: (to: string, amountMinor: number) =>
      ask('POST', '/v1/transfers', { iban: to, from: 'asha', amountMinor, currency: 'INR' }),
    look: async () => {
      await advancePayment(testCtx(db), { paymentId, by: 'poller' }, providers, things);
      return getPayment(ctx, { paymentId });
    },
    refund: async (amount?: number) => {
      const admin = testCtx(db, await makeUser(db, 'admin'));
      const { refundId } = await orderRefund(admin, { paymentId, amount, idempotencyKey: null }, things);
      // The bank pays it by and by.
      await waitFor('the refund', async () => {
        await sendRefund(testCtx(db), { refundId, by: 'worker' }, providers, things);
        const { refunds } = await getPayment(ctx, { paymentId });
        return refunds.some((each) => each.refundId === refundId && each.status === 'DONE');
      });
    },
  };
}

it('a transfer is found, delivered once, and paid back in parts', async () => {
  const { made, things, transfer, look, refund } = await payer();
  const iban = made.next?.transferTo?.iban ?? '';
  expect([made.status, made.next?.transferTo?.reference]).toEqual(['PENDING', made.attempts[0]?.attemptId]);
  await transfer(iban, PRICE);
  expect(await look()).toMatchObject({ status: 'DELIVERED', next: null });
  await look();
  expect(things.paid).toHaveLength(1);
  for (const amount of [40_000, undefined]) await refund(amount);
  expect(await look()).toMatchObject({ status: 'REFUNDED', refundedMinor: PRICE });
});

it('a transfer of another amount is not delivered; what came goes back', async () => {
  const { made, things, transfer, look, refund } = await payer();
  await transfer(made.next?.transferTo?.iban ?? '', PRICE - 100);
  expect(await look()).toMatchObject({ status: 'CONFLICTED' });
  await refund();
  expect(await look()).toMatchObject({ status: 'REFUNDED', refundedMinor: PRICE - 100 });
  expect(things.paid).toEqual([]);
});

it('an answer that was cut is unknown until the bank says what it did', async () => {
  await ask('PUT', '/faults', { answers: { cutAfter: { times: 1 } } });
  const { made, look } = await payer();
  expect([made.status, made.next]).toEqual(['UNKNOWN', null]);
  const found = await look();
  expect([found.status, found.next?.transferTo?.iban]).toEqual(['PENDING', expect.stringMatching(/^[A-Z]{2}/)]);
});

it('a refund that the bank refuses is ordered anew', async () => {
  const { made, transfer, look, refund } = await payer();
  await transfer(made.next?.transferTo?.iban ?? '', PRICE);
  await look();
  await ask('PUT', '/faults', { money: { refundsFail: { times: 1 } } });
  await refund(10);
  expect((await look()).refunds).toMatchObject([{ status: 'DONE', amountMinor: 10 }]);
});
