import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@docket/runtime/embedded/ports';
import { spawnService, type SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KEY, newPayment, startReceiver } from './support.ts';

const SECRET = `whsec_${Buffer.from('a secret that is only for tests').toString('base64')}`;

let dataDir: string;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let service: SpawnedService;

async function start(): Promise<SpawnedService> {
  const port = await freePort();
  return spawnService('apps/bank/src/main.ts', {
    port,
    timeoutMs: 60_000,
    env: {
      BANK_PORT: String(port),
      DOCKET_DATA_DIR: dataDir,
      BANK_API_KEY: KEY,
      BANK_WEBHOOK_URL: receiver.url,
      WEBHOOK_SECRETS_BANK: SECRET,
    },
  });
}

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'docket-bank-'));
  receiver = await startReceiver();
  service = await start();
});
afterEach(async () => {
  await service.kill();
  receiver.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function ask(method: string, address: string, body?: unknown, key?: string) {
  const response = await fetch(`${service.url}${address}`, {
    method,
    headers: {
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return JSON.parse(await response.text());
}

it('killed between "money moved" and "answered", it has moved the money, answers the same request as it would have, and moves nothing twice', async () => {
  const { virtualAccount } = await ask('POST', '/v1/payments', newPayment('p1', { method: 'virtual_account' }));
  const transfer = { iban: virtualAccount.iban, from: 'asha', amountMinor: 190_000, currency: 'INR' };
  receiver.answers.push(...Array.from({ length: 20 }, () => 503));

  await ask('PUT', '/faults', { answers: { slow: { ms: 60_000, times: 1 } } });
  const answered = ask('POST', '/v1/transfers', transfer, 't1').then(
    () => 'answered',
    () => 'cut',
  );
  await waitFor('the money has moved', async () => (await ask('GET', '/v1/balance')).balances.length > 0);
  await service.kill();
  expect(await answered).toBe('cut');

  receiver.answers.length = 0;
  receiver.received.length = 0;
  service = await start();
  expect(await ask('GET', '/v1/payments?reference=p1')).toMatchObject({ status: 'captured', receivedMinor: 190_000 });
  // What was owed when it died comes now.
  await waitFor('the callback', () => receiver.received.length > 0);
  expect(JSON.parse(receiver.received[0]?.body ?? '{}')).toMatchObject({ type: 'payment.captured', reference: 'p1' });

  expect(await ask('POST', '/v1/transfers', transfer, 't1')).toMatchObject({ receivedMinor: 190_000 });
  expect(await ask('GET', '/v1/balance')).toEqual({ balances: [{ currency: 'INR', amountMinor: 190_000 }] });
});

it('ends in order on SIGTERM, and does not start in production', async () => {
  expect(await service.terminate()).toMatchObject({ code: 0 });
  await expect(
    spawnService('apps/bank/src/main.ts', {
      port: await freePort(),
      env: {
        NODE_ENV: 'production',
        DOCKET_DATA_DIR: dataDir,
        BANK_API_KEY: KEY,
        WEBHOOK_SECRETS_BANK: SECRET,
        BANK_PORT: '0',
      },
    }),
  ).rejects.toThrow(/simulator for development and tests/);
});
