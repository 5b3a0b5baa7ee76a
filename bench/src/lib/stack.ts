import { setTimeout as sleep } from 'node:timers/promises';
import { createDocket, type Docket } from '@docket/client/docket';
import { createInstallation, type Installation } from '@docket/testing/installation';
import { cloneTemplate, startPostgresForTests } from '@docket/testing/postgres';
import type { SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { freePort } from '@docket/runtime/embedded/ports';

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

/** Runs `work` on a whole Docket of its own and removes every trace of it. */
export async function withStack<T>(
  backend: 'docker' | 'bubblewrap',
  work: (stack: Stack) => Promise<T>,
  /** What all services are given beside the rest. */
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const postgres = await startPostgresForTests(undefined);
  try {
    const installation = await createInstallation(await cloneTemplate(postgres));
    try {
      const realtimePort = await freePort();
      const quiet = { LOG_LEVEL: 'warn', NODE_ENV: 'production', ...env };
      const [api, realtime, worker] = await Promise.all([
        installation.start('api', { ...quiet, DISABLE_THROTTLE: '1', REALTIME_PORT: String(realtimePort) }),
        installation.start('realtime', { ...quiet, REALTIME_PORT: String(realtimePort) }),
        installation.start('worker', { ...quiet, SANDBOX: backend }),
      ]);
      await workerIsQuiet(installation);
      const client = createDocket({ baseUrl: api.url });
      const account = { username: 'bench', password: 'a password for benches', email: 'bench@example.test' };
      await client.signUp(account);
      await client.login(account);
      try {
        return await work({ installation, client, services: { api, realtime, worker } });
      } finally {
        client.close();
      }
    } finally {
      await installation.dispose();
    }
  } finally {
    await postgres.stop();
  }
}
