import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDocket, type Docket } from '@docket/client/docket';
import { createInstallation, type Installation } from '@docket/testing/installation';
import { cloneTemplate } from '@docket/testing/postgres';
import type { SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { freePort } from '@docket/runtime/embedded/ports';
import { startPostgresForBench } from './postgres.ts';

/** All services as processes on servers of their own, and a logged-in client. */
export type Stack = {
  readonly installation: Installation;
  readonly client: Docket;
  readonly services: {
    readonly api: SpawnedService;
    readonly realtime: SpawnedService;
    readonly worker: SpawnedService;
  };
};

/** A worker on a new data directory measures its languages in the background, which no figure should share a core with. */
async function workerIsQuiet(installation: Installation): Promise<void> {
  await waitFor(
    'floors of all languages',
    async () => {
      const { rows } = await installation.db.pool.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM workers, jsonb_array_elements(languages) AS l WHERE l -> 'floor' = 'null'`,
      );
      return rows[0]?.open === 0;
    },
    { timeoutMs: 600_000, everyMs: 500 },
  );
  await sleep(2_000);
}

/** Runs `work` on servers of its own and removes every trace of them. */
export async function withInstallation<T>(
  work: (installation: Installation) => Promise<T>,
  options: { readonly counted?: boolean } = {},
): Promise<T> {
  const postgres = await startPostgresForBench(options);
  try {
    const installation = await createInstallation(await cloneTemplate(postgres));
    try {
      return await work(installation);
    } finally {
      await installation.dispose();
    }
  } finally {
    await postgres.stop();
  }
}

/** A gateway alone, as `npm start` and the containers start it. @param more for Node */
export function startGateway(
  installation: Installation,
  env: Readonly<Record<string, string>> = {},
  more = '',
): Promise<SpawnedService> {
  const NODE_OPTIONS = `--max-semi-space-size=4${more}`;
  return installation.start('realtime', { ...QUIET, DISABLE_THROTTLE: '1', ...env, NODE_OPTIONS });
}

const QUIET = { LOG_LEVEL: 'warn', NODE_ENV: 'production' } as const;

/** Runs `work` on a Docket of its own without workers, with a logged-in client, and removes every trace of it. */
export function withServices<T>(
  work: (stack: Omit<Stack, 'services'> & { readonly services: Omit<Stack['services'], 'worker'> }) => Promise<T>,
  /** What all services are given beside the rest. */
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  return withInstallation(async (installation) => {
    const REALTIME_PORT = String(await freePort());
    const quiet = { ...QUIET, ...env, REALTIME_PORT };
    const [api, realtime] = await Promise.all([
      installation.start('api', { ...quiet, DISABLE_THROTTLE: '1' }),
      installation.start('realtime', quiet),
    ]);
    const client = createDocket({ baseUrl: api.url });
    const account = { username: 'bench', password: 'a password for benches', email: 'bench@example.test' };
    await client.signUp(account);
    await client.login(account);
    try {
      return await work({ installation, client, services: { api, realtime } });
    } finally {
      client.close();
    }
  });
}

/** A worker that has nothing more to do of itself. */
export async function startWorker(
  installation: Installation,
  backend: 'docker' | 'bubblewrap',
  env: Readonly<Record<string, string>> = {},
): Promise<SpawnedService> {
  const worker = await installation.start('worker', { ...QUIET, ...env, SANDBOX: backend });
  await workerIsQuiet(installation);
  return worker;
}

/** As `withServices`, with one worker. */
export function withStack<T>(
  backend: 'docker' | 'bubblewrap',
  work: (stack: Stack) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  return withServices(async ({ installation, client, services }) => {
    const worker = await startWorker(installation, backend, env);
    return work({ installation, client, services: { ...services, worker } });
  }, env);
}

/** As `withStack`, with a worker for bookings alone, which carries no sandbox, and without a user. */
export function withBookingStack<T>(
  work: (stack: Omit<Stack, 'client'>) => Promise<T>,
  options: {
    /** A folder for a CPU profile of each service; slows them down. */
    readonly profile?: string | undefined;
  } = {},
): Promise<T> {
  const profiling = options.profile === undefined ? '' : ` --cpu-prof --cpu-prof-dir=${path.resolve(options.profile)}`;
  return withInstallation(async (installation) => {
    const REALTIME_PORT = String(await freePort());
    const env = {
      ...QUIET,
      DISABLE_THROTTLE: '1',
      REALTIME_PORT,
      WORKER_AREAS: 'booking',
      NODE_OPTIONS: profiling.trim(),
    };
    const [api, realtime, worker] = await Promise.all([
      installation.start('api', env),
      startGateway(installation, { REALTIME_PORT }, profiling),
      installation.start('worker', env),
    ]);
    const services = { api, realtime, worker };
    const result = await work({ installation, services });
    // A profile is written by a process that ends by itself.
    if (options.profile !== undefined) await Promise.all(Object.values(services).map((service) => service.terminate()));
    return result;
  });
}

/** As `withBookingStack`, with all that money goes through: the bank, which calls the process of webhooks, and a worker that takes its calls out. */
export function withPaymentStack<T>(
  work: (
    stack: Omit<Stack, 'client'> & { readonly bank: SpawnedService; readonly webhooks: SpawnedService },
  ) => Promise<T>,
  options: { readonly profile?: string | undefined } = {},
): Promise<T> {
  const profiling = options.profile === undefined ? '' : ` --cpu-prof --cpu-prof-dir=${path.resolve(options.profile)}`;
  return withInstallation(
    async (installation) => {
      const [REALTIME_PORT, WEBHOOKS_PORT] = [String(await freePort()), String(await freePort())];
      const NODE_OPTIONS = profiling.trim();
      // The bank does not run in production.
      const bank = await installation.start('bank', {
        LOG_LEVEL: 'warn',
        NODE_OPTIONS,
        BANK_WEBHOOK_URL: `http://127.0.0.1:${WEBHOOKS_PORT}/webhooks/bank`,
      });
      const env = {
        ...QUIET,
        DISABLE_THROTTLE: '1',
        REALTIME_PORT,
        BANK_URL: bank.url,
        WORKER_AREAS: 'booking,money',
        NODE_OPTIONS,
      };
      const [api, realtime, worker, webhooks] = await Promise.all([
        installation.start('api', env),
        startGateway(installation, { REALTIME_PORT }, profiling),
        installation.start('worker', env),
        installation.start('webhooks', { ...QUIET, NODE_OPTIONS, WEBHOOKS_PORT }),
      ]);
      const services = { api, realtime, worker };
      const result = await work({ installation, services, bank, webhooks });
      if (options.profile !== undefined)
        await Promise.all([bank, webhooks, ...Object.values(services)].map((service) => service.terminate()));
      return result;
    },
    { counted: options.profile !== undefined },
  );
}
