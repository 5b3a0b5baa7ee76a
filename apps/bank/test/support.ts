import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@docket/runtime/logger';
import { listen } from '@docket/runtime/health';
import { createApp } from '../src/app.ts';
import type { Bank } from '../src/bank.ts';
import { createSender } from '../src/callbacks/sender.ts';
import { openNamedCustomers } from '../src/customers/customers.ts';
import { createTimekeeper } from '../src/due.ts';
import { Store } from '../src/store/store.ts';

export const KEY = 'a key that is only for tests';
export const silent = createLogger('bank', { LOG_LEVEL: 'silent' });

/** A bank in memory, on a clock that tests move. */
export function openBank(): Bank & { pass(ms: number): void } {
  let ahead = 0;
  const bank = {
    store: new Store(':memory:'),
    clock: { now: () => new Date(Date.now() + ahead) },
    publicUrl: () => 'http://bank.test',
    pass: (ms: number) => void (ahead += ms),
  };
  openNamedCustomers(bank);
  return bank;
}

async function serve(server: Server): Promise<string> {
  await listen(server, 0, '127.0.0.1');
  return `http://127.0.0.1:${addressOf(server).port}`;
}

/** It listens on TCP. */
function addressOf(server: Server): AddressInfo {
  return server.address() as AddressInfo;
}

export type Received = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** A receiver of callbacks; answers with what `answers` holds first, then 204. */
export async function startReceiver() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => void (body += chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ headers, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  return { url: await serve(server), received, answers, close: () => void server.close().closeAllConnections() };
}

/** A bank that serves and sends, in this process. */
export async function startBank(webhookUrl: string, secrets: readonly [string, ...string[]]) {
  const bank = openBank();
  const timekeeper = createTimekeeper(bank, silent);
  const sender = createSender(bank, { url: webhookUrl, secrets }, silent);
  bank.store.onChange(timekeeper.wake);
  bank.store.onChange(sender.wake);
  const server = createServer(createApp({ bank, apiKey: KEY, log: silent }));
  const url = await serve(server);

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : null,
    };
  }

  return {
    bank,
    url,
    ask,
    faults: (faults: unknown) => ask('PUT', '/faults', faults),
    async close() {
      timekeeper.stop();
      await sender.stop();
      server.close().closeAllConnections();
      bank.store.close();
    },
  };
}

export function newPayment(reference: string, more: object = {}) {
  return {
    reference,
    amountMinor: 190_000,
    currency: 'INR',
    method: 'netbanking',
    description: 'Two seats',
    returnUrl: 'http://127.0.0.1:3000/back',
    ...more,
  };
}
