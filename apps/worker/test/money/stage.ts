import { setTimeout as sleep } from 'node:timers/promises';
import { createDocket, type Docket } from '@docket/client/docket';
import { freePort } from '@docket/runtime/embedded/ports';
import { createTestDatabase } from '@docket/testing/database';
import { createInstallation, type Installation } from '@docket/testing/installation';
import type { SpawnedService } from '@docket/testing/service';

/** What is killed; the bank is somebody else's. */
export const PARTS = ['worker', 'webhooks', 'redis', 'other api'] as const;
export type Part = (typeof PARTS)[number];
type Service = Exclude<Part, 'redis'> | 'api';

/** Everything that money goes through, as processes: two apis, a worker, the taker of calls, the bank, Redis. */
export type MoneyStage = {
  readonly installation: Installation;
  readonly bankUrl: string;
  /** A buyer's program: what an api does not answer it asks the other. */
  docketOf(token: string): Docket;
  /** SIGKILL, with whatever it was at. */
  kill(part: Part): Promise<void>;
  /** Starts it again where it was. */
  revive(part: Part): Promise<void>;
  dispose(): Promise<void>;
};

export async function setMoneyStage(): Promise<MoneyStage> {
  const installation = await createInstallation(await createTestDatabase());
  const { db, redis } = installation;
  const [api, other, worker, webhooks, bankPort] = await Promise.all(Array.from({ length: 5 }, () => freePort()));
  const bank = await installation.start('bank', {
    BANK_PORT: String(bankPort),
    BANK_WEBHOOK_URL: `http://127.0.0.1:${webhooks}/webhooks/bank`,
  });
  const paying = { BANK_URL: bank.url, DISABLE_THROTTLE: '1', LEASE_SECONDS: '2', DATABASE_POOL: '6' };
  const apis = [api, other].map((port) => `http://127.0.0.1:${port}`);
  const starts: Readonly<Record<Service, () => Promise<SpawnedService>>> = {
    api: () => installation.start('api', { ...paying, API_PORT: String(api) }),
    'other api': () => installation.start('api', { ...paying, API_PORT: String(other) }),
    worker: () =>
      installation.start('worker', { ...paying, WORKER_AREAS: 'booking,money', WORKER_PORT: String(worker) }),
    webhooks: () => installation.start('webhooks', { WEBHOOKS_PORT: String(webhooks) }),
  };
  const running = new Map<Service, SpawnedService>();
  const start = async (service: Service) => void running.set(service, await starts[service]());
  await Promise.all((Object.keys(starts) as Service[]).map(start));

  /** What a process that was killed had taken up: its leases end by themselves after a minute or two, for which no test can wait. */
  async function endLeases(part: Part): Promise<void> {
    const ends =
      part === 'worker'
        ? [
            'UPDATE payment_attempts SET lease_until = NULL WHERE lease_until IS NOT NULL',
            'UPDATE refunds SET lease_until = NULL WHERE lease_until IS NOT NULL',
            'UPDATE withdrawals SET lease_until = NULL WHERE lease_until IS NOT NULL',
            'DELETE FROM duties',
            `UPDATE inbox_events SET next_try_at = clock_timestamp() WHERE status IN ('RECEIVED', 'FAILED')`,
          ]
        : part === 'other api'
          ? [
              'UPDATE payment_attempts SET lease_until = NULL WHERE lease_until IS NOT NULL',
              `UPDATE idempotency_keys SET created_at = created_at - interval '2 minutes' WHERE response IS NULL`,
            ]
          : [];
    for (const sql of ends) await db.pool.query(sql);
  }

  let turn = 0;
  const asked: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input));
    for (let tries = 0; ; tries += 1) {
      turn += 1;
      try {
        const response = await fetch(`${apis[turn % apis.length]}${pathname}${search}`, init);
        if (response.status < 500) return response;
        await response.body?.cancel();
      } catch (error) {
        if (tries >= 100 || init?.signal?.aborted === true) throw error;
      }
      await sleep(100);
    }
  };

  return {
    installation,
    bankUrl: bank.url,
    docketOf: (token) => createDocket({ baseUrl: 'http://docket.test', token, fetch: asked }),
    async kill(part) {
      if (part === 'redis') await redis.kill();
      else await running.get(part)?.kill();
    },
    async revive(part) {
      await endLeases(part);
      if (part === 'redis') await redis.restart();
      else await start(part);
    },
    dispose: () => installation.dispose(),
  };
}
