import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bankPayment } from '@docket/contracts/bank/api';
import { freePort } from '@docket/runtime/embedded/ports';
import { spawnService } from '@docket/testing/service';
import { createBankProvider } from '../src/bank/provider.ts';
import type { Backend } from './backend.ts';

const KEY = 'a key that is only for tests';

/** The bank as a process, on a file of its own. Its callbacks go nowhere. */
export async function startBankBackend(): Promise<Backend> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'docket-bank-'));
  const port = await freePort();
  const service = await spawnService('apps/bank/src/main.ts', {
    port,
    timeoutMs: 60_000,
    env: {
      BANK_PORT: String(port),
      DOCKET_DATA_DIR: dataDir,
      BANK_API_KEY: KEY,
      BANK_WEBHOOK_URL: 'http://127.0.0.1:9/',
      WEBHOOK_SECRETS_BANK: `whsec_${Buffer.from('a secret that is only for tests').toString('base64')}`,
    },
  });

  async function faults(body: unknown): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    await fetch(`${service.url}/faults`, { method: 'PUT', headers, body: JSON.stringify(body) });
  }

  async function transfer(body: unknown): Promise<void> {
    await fetch(`${service.url}/v1/transfers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** As a browser without JavaScript does it. */
  async function approve(approvalUrl: string): Promise<void> {
    let cookie = '';
    let token = '';
    async function go(address: string, fields?: Record<string, string>): Promise<void> {
      const response = await fetch(new URL(address, service.url), {
        method: fields === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie },
        ...(fields === undefined ? {} : { body: new URLSearchParams({ token, ...fields }) }),
      });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      token = /name="token" value="([^"]+)"/.exec(await response.text())?.[1] ?? token;
    }
    await go('/login');
    await go('/login', { login: 'asha', next: new URL(approvalUrl).pathname });
    await go(approvalUrl);
    await go(`${approvalUrl}/approve`, {});
  }

  return {
    provider: createBankProvider({ baseUrl: service.url, apiKey: KEY, patienceMs: 5_000 }),
    impatient: createBankProvider({ baseUrl: service.url, apiKey: KEY, patienceMs: 300 }),
    stranger: createBankProvider({ baseUrl: service.url, apiKey: 'not the key of the merchant' }),
    usual: { method: 'netbanking' },
    anyAmount: { method: 'bank_transfer' },
    foreign: { method: 'upi', currency: 'EUR' },
    pay: ({ step, currency }, amountMinor) =>
      step.transferTo === null
        ? approve(step.redirectUrl ?? '')
        : transfer({ iban: step.transferTo.iban, from: 'asha', amountMinor: amountMinor ?? 0, currency }),
    decline: undefined,
    late: {
      async fail({ step }) {
        await faults({ money: { failThenCapture: { afterMs: 1_500, times: 1 } } });
        await approve(step.redirectUrl ?? '');
      },
      // By itself.
      pay: async () => undefined,
    },
    async authorise(charge) {
      const response = await fetch(`${service.url}/v1/payments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          reference: charge.reference,
          amountMinor: charge.amountMinor,
          currency: charge.currency,
          method: 'netbanking',
          description: charge.description,
          returnUrl: charge.returnUrl,
          capture: false,
        }),
      });
      await approve(bankPayment.parse(await response.json()).approvalUrl ?? '');
    },
    // They are under way for a while by themselves.
    holdRefunds: (how) => faults(how === 'done' ? {} : { money: { refundsFail: { times: 1 } } }),
    endRefunds: async () => undefined,
    loseNextAnswer: () => faults({ answers: { cutAfter: { times: 1 } } }),
    delayNextAnswer: (ms) => faults({ answers: { slow: { ms, times: 1 } } }),
    failNext: () => faults({ answers: { error: { times: 1 } } }),
    failAfterNext: undefined,
    // It needs none: a reference is of one order for ever.
    forgetKeys: async () => undefined,
    async stop() {
      await service.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
