import { createHmac } from 'node:crypto';
import { serve } from '../lib/helper.ts';
import { quantile } from '../lib/stats.ts';
import { HttpConnection } from './raw-http.ts';

export type WebhookLoadResult = {
  readonly seconds: number;
  readonly ms: readonly [p50: number, p99: number, max: number];
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
};

type Signed = { readonly headers: string; readonly body: string };

/** As the bank says it, some 300 bytes. */
function event(n: number): string {
  return JSON.stringify({
    type: 'payment.captured',
    at: '2026-11-30T00:00:00.000Z',
    reference: `0190a0a0-0000-7000-8000-${String(n).padStart(12, '0')}`,
    id: `pay_${n}`,
    amountMinor: 1_900_000,
    currency: 'INR',
    userId: '67',
    amount: '19000.00',
    flightDetails: { from: 'BLR', to: 'DEL', on: '2026-12-24' },
  });
}

/** Signed before the clock starts: what is measured is who takes it in. */
function signed(key: Buffer, prefix: string, n: number): Signed {
  const [id, at, body] = [`${prefix}_${n}`, Math.floor(Date.now() / 1_000), event(n)];
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return { body, headers: `webhook-id: ${id}\r\nwebhook-timestamp: ${at}\r\nwebhook-signature: v1,${signature}\r\n` };
}

const handlers = {
  /** Sends so many over so many connections, each its next when it has its answer. */
  async send(input: {
    port: number;
    connections: number;
    count: number;
    prefix: string;
    secret: string;
  }): Promise<WebhookLoadResult> {
    const key = Buffer.from(input.secret.replace(/^whsec_/, ''), 'base64');
    const all = Array.from({ length: input.count }, (_, n) => signed(key, input.prefix, n));
    const connections = await Promise.all(
      Array.from({ length: input.connections }, () => HttpConnection.open(input.port)),
    );
    const times: number[] = [];
    const statuses: Record<string, number> = {};
    let next = 0;
    const started = performance.now();
    await Promise.all(
      connections.map(async (connection) => {
        for (let one = all[next++]; one !== undefined; one = all[next++]) {
          const at = performance.now();
          const { status } = await connection.post('/webhooks/bank', one.headers, one.body);
          times.push(performance.now() - at);
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      }),
    );
    const seconds = (performance.now() - started) / 1_000;
    for (const connection of connections) connection.close();
    return { seconds, ms: [quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1)], statuses };
  },
};

export type WebhookLoad = typeof handlers;
serve(handlers);
