import { setTimeout as sleep } from 'node:timers/promises';
import { bankStatement } from '@docket/contracts/bank/api';
import { checkInvariants } from '@docket/domain/invariants';
import { createPayment } from '@docket/domain/payment/create';
import { reactions } from '@docket/domain/reactions';
import { listBreaks } from '@docket/domain/reconciliation/list-breaks';
import { createDeposit } from '@docket/domain/wallet/deposit';
import { getWallet } from '@docket/domain/wallet/get-wallet';
import { requestWithdrawal } from '@docket/domain/wallet/request-withdrawal';
import { bankStatements } from '@docket/providers/bank/statements';
import { createPaymentProviders } from '@docket/providers/payment-providers';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { BANK_API_KEY, createInstallation, type Installation } from '@docket/testing/installation';
import type { SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

const PATIENT = { timeoutMs: 90_000 };

let docket: Installation;
let bank: SpawnedService;
beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
  // Nobody listens there: every callback is lost, and the worker asks by itself.
  bank = await docket.start('bank', { BANK_WEBHOOK_URL: 'http://127.0.0.1:9/' });
});
afterAll(() => docket.dispose());
beforeEach(() => askBank('PUT', '/faults', {}));

const workers = new Set<SpawnedService>();
async function startWorker(): Promise<SpawnedService> {
  const worker = await docket.start('worker', { WORKER_AREAS: 'money', BANK_URL: bank.url, STATEMENT_SECONDS: '1' });
  workers.add(worker);
  return worker;
}
afterEach(async () => {
  for (const worker of workers) await worker.kill();
  workers.clear();
});

async function askBank(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${bank.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${BANK_API_KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Somebody whose money really came in at the bank. A worker runs. */
async function saver(amount: number): Promise<TestUser> {
  const user = await makeUser(docket.db);
  const ctx = testCtx(docket.db, user);
  const providers = await createPaymentProviders({
    PAYMENT_PROVIDERS: undefined,
    BANK_URL: bank.url,
    BANK_API_KEY,
    stripe: undefined,
    razorpay: undefined,
  });
  const { depositId } = await createDeposit(ctx, { amount, currency: 'INR', idempotencyKey: null });
  const wish = {
    kind: 'deposit',
    subjectId: depositId,
    method: 'bank_transfer',
    amountMinor: amount,
    currency: 'INR',
  } as const;
  const { next } = await createPayment(ctx, wish, providers, reactions);
  await askBank('POST', '/v1/transfers', {
    iban: next?.transferTo?.iban,
    from: 'asha',
    amountMinor: amount,
    currency: 'INR',
  });
  await waitFor('the money in the wallet', async () => (await balanceOf(user)) === amount, PATIENT);
  return user;
}

async function balanceOf(user: TestUser): Promise<number> {
  const { balances } = await getWallet(testCtx(docket.db, user));
  return balances.find(({ currency }) => currency === 'INR')?.balanceMinor ?? 0;
}

async function withdraw(user: TestUser, amount: number): Promise<string> {
  const destination = { type: 'vpa', vpa: 'ravi@docketbank', name: 'Ravi' } as const;
  const { withdrawalId } = await requestWithdrawal(testCtx(docket.db, user), {
    amount,
    currency: 'INR',
    destination,
    idempotencyKey: null,
  });
  return withdrawalId;
}

async function statusesOf(user: TestUser): Promise<string[]> {
  const { rows } = await docket.db.pool.query<{ status: string }>(
    'SELECT status FROM withdrawals WHERE user_id = $1 ORDER BY sequence',
    [user.userId],
  );
  return rows.map(({ status }) => status);
}

/** What the bank booked of these, in its order. */
async function bookedOf(ids: readonly string[], kind: string): Promise<string[]> {
  const { entries } = bankStatement.parse(await askBank('GET', '/v1/statement?currency=INR'));
  return entries.flatMap((entry) =>
    entry.kind === kind && entry.reference !== null && ids.includes(entry.reference) ? [entry.reference] : [],
  );
}

/** Everything that must hold, the bank itself asked. */
async function broken(): Promise<string[]> {
  const admin = testCtx(docket.db, await makeUser(docket.db, 'admin'));
  const { invariants } = await checkInvariants(admin, bankStatements({ baseUrl: bank.url, apiKey: BANK_API_KEY }));
  const asked = invariants.find(({ name }) => name === 'bank: its money is our books');
  expect(asked).toMatchObject({ asked: true });
  // Judges are another area, which no worker here serves.
  return invariants
    .filter(({ ok, name }) => !ok && name !== 'every queue served')
    .map(({ name, examples }) => `${name}: ${JSON.stringify(examples)}`);
}

const openBreaks = async () =>
  (await listBreaks(testCtx(docket.db, await makeUser(docket.db, 'admin')), { status: 'OPEN', limit: 100 })).data;

it('withdrawals at the real bank are paid in order, each once, with workers killed and answers lost; and the books are the bank’s', async () => {
  await startWorker();
  const user = await saver(100_000);
  await askBank('PUT', '/faults', { answers: { cutAfter: { times: 3 }, slow: { ms: 400, times: 4 } } });
  const ids: string[] = [];
  for (let n = 0; n < 12; n += 1) ids.push(await withdraw(user, 1_000 + n));
  const deadline = Date.now() + 150_000;
  for (let kills = 0; ;) {
    const statuses = await statusesOf(user);
    // Nothing overtakes: what is paid is the first of them, and one at most is under way behind it.
    const open = statuses.findIndex((status) => status !== 'PAID');
    if (open === -1) break;
    expect(statuses.slice(open + 1).every((status) => status === 'WAITING')).toBe(true);
    expect(Date.now()).toBeLessThan(deadline);
    // In the middle of one, and with its answer perhaps on the way.
    if (
      kills < 3 &&
      statuses.filter((status) => status === 'PAID').length > kills * 3 &&
      statuses[open] !== 'WAITING'
    ) {
      kills += 1;
      for (const worker of workers) await worker.kill();
      workers.clear();
      // A lease of a dead worker ends after a minute; nobody waits for that here.
      await docket.db.pool.query('UPDATE withdrawals SET lease_until = NULL, next_look_at = NULL WHERE user_id = $1', [
        user.userId,
      ]);
      await startWorker();
    }
    await sleep(50);
  }
  expect(await bookedOf(ids, 'payout')).toEqual(ids);
  expect(await balanceOf(user)).toBe(100_000 - ids.reduce((sum, _, n) => sum + 1_000 + n, 0));
  await waitFor('no break', async () => (await openBreaks()).length === 0, PATIENT);
  await waitFor('what must hold', async () => (await broken()).length === 0, PATIENT);
}, 240_000);

it('one that comes back after it was paid is found in the statement, without any call', async () => {
  await startWorker();
  const user = await saver(5_000);
  await askBank('PUT', '/faults', { money: { payoutsReturn: { afterMs: 3_000, times: 1 } } });
  const id = await withdraw(user, 4_000);
  await waitFor('paid', async () => (await statusesOf(user))[0] === 'PAID', PATIENT);
  expect(await balanceOf(user)).toBe(1_000);
  await waitFor('back', async () => (await statusesOf(user))[0] === 'RETURNED', PATIENT);
  expect(await balanceOf(user)).toBe(5_000);
  expect(await bookedOf([id], 'payout_returned')).toEqual([id]);
  await waitFor('no break', async () => (await openBreaks()).length === 0, PATIENT);
  await waitFor('what must hold', async () => (await broken()).length === 0, PATIENT);
}, 240_000);

it('fetching goes on where a killed worker stopped, and a bank that is away is said so', async () => {
  const before = await docket.db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM bank_entries');
  const worker = await startWorker();
  const user = await saver(1_000);
  const admin = testCtx(docket.db, await makeUser(docket.db, 'admin'));
  await askBank('PUT', '/faults', { answers: { down: true } });
  const away = await checkInvariants(
    admin,
    bankStatements({ baseUrl: bank.url, apiKey: BANK_API_KEY, patienceMs: 500 }),
  );
  expect(away.invariants.find(({ name }) => name === 'bank: its money is our books')).toMatchObject({
    asked: false,
    ok: true,
    note: 'Not asked: the bank did not answer.',
  });
  await waitFor(
    'the failure',
    async () =>
      (await docket.db.pool.query('SELECT failure FROM statement_schedules WHERE failure IS NOT NULL')).rowCount === 1,
    PATIENT,
  );
  await worker.kill();
  await askBank('PUT', '/faults', {});
  await startWorker();
  await waitFor(
    'the entry of the deposit',
    async () => {
      const { rows } = await docket.db.pool.query<{ n: number; open: number }>(
        `SELECT count(*)::int AS n, count(*) FILTER (WHERE status = 'OPEN')::int AS open FROM bank_entries`,
      );
      return (rows[0]?.n ?? 0) > (before.rows[0]?.n ?? 0) && rows[0]?.open === 0;
    },
    PATIENT,
  );
  expect(await balanceOf(user)).toBe(1_000);
  const { rows } = await docket.db.pool.query('SELECT entry_ref FROM bank_entries GROUP BY 1 HAVING count(*) > 1');
  expect(rows).toEqual([]);
}, 240_000);
