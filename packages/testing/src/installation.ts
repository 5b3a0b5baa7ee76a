import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Db } from '@docket/db/client';
import { freePort } from '@docket/runtime/embedded/ports';
import { closeDb, openDb } from './builders.ts';
import { createInboxRole, type TestInboxRole } from './inbox-role.ts';
import { startTestRedis, type TestRedis } from './redis.ts';
import { spawnService, type SpawnedService } from './service.ts';

/** Services by name: entry point and the variable that holds their port. */
const services = {
  api: { entry: 'apps/api/src/main.ts', port: 'API_PORT' },
  realtime: { entry: 'apps/realtime/src/main.ts', port: 'REALTIME_PORT' },
  worker: { entry: 'apps/worker/src/main.ts', port: 'WORKER_PORT' },
  bank: { entry: 'apps/bank/src/main.ts', port: 'BANK_PORT' },
  webhooks: { entry: 'apps/webhooks/src/main.ts', port: 'WEBHOOKS_PORT' },
} as const;

export type ServiceName = keyof typeof services;

/** What the bank signs its calls with, as Standard Webhooks writes it. */
export const WEBHOOK_SECRETS_BANK = `whsec_${Buffer.from('a secret that is only for tests').toString('base64')}`;
/** With which the bank is asked. */
export const BANK_API_KEY = 'a key that is only for tests';
/** Both halves of the key that push services know this installation by. */
export const VAPID = {
  VAPID_PUBLIC_KEY: 'BC2D6C4rWKGCgjbW3IWG6-1srDPTGqZrB_VFwUhw_uu6i84oQZo3GBSeL83q2O1PkwNiumJsLogZupEUgazsKX4',
  VAPID_PRIVATE_KEY: '88hhusDdDMDbNcwNGfs5Rd1y_V0otipeLB6anTWgj2o',
  VAPID_SUBJECT: 'mailto:ops@example.org',
} as const;
export const JWT_SECRET = 'a secret that is only for tests, 32+';
export const ADMIN = { username: 'admin', password: 'admin for tests only' } as const;

/** A database, a Redis and a data directory of their own, and whatever services a test starts on them, each a process. */
export type Installation = {
  readonly db: Db;
  readonly redis: TestRedis;
  readonly dataDir: string;
  /** What every service of this installation is given. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts one more service of that kind on a free port (or the one in `env`) and waits until it is ready. */
  start(name: ServiceName, env?: Readonly<Record<string, string>>): Promise<SpawnedService>;
  /** SIGKILLs every service started so far. */
  killServices(): Promise<void>;
  dispose(): Promise<void>;
};

/** What languages need to start, as an earlier installation of this checkout has measured it: seconds of CPU time of each worker. */
const FLOORS = fileURLToPath(new URL('../../../.docket/test-floors/', import.meta.url));
const isFloors = (name: string): boolean => /^floors-\w+\.json$/.test(name);

async function takeFloors(dataDir: string): Promise<void> {
  await mkdir(FLOORS, { recursive: true });
  for (const name of (await readdir(FLOORS)).filter(isFloors))
    await cp(path.join(FLOORS, name), path.join(dataDir, name));
}

async function keepFloors(dataDir: string): Promise<void> {
  for (const name of (await readdir(dataDir)).filter(isFloors)) {
    // Two files may end at once.
    const draft = path.join(FLOORS, `.${name}-${process.pid}`);
    await cp(path.join(dataDir, name), draft);
    await rename(draft, path.join(FLOORS, name));
  }
}

/** @param database a migrated database that is dropped with the installation. */
export async function createInstallation(database: {
  readonly url: string;
  drop(): Promise<void>;
}): Promise<Installation> {
  const [redis, dataDir] = await Promise.all([startTestRedis(), mkdtemp(path.join(tmpdir(), 'docket-installation-'))]);
  await takeFloors(dataDir);
  const db = openDb(database.url);
  const running: SpawnedService[] = [];
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    DOCKET_DATA_DIR: dataDir,
    REALTIME_JWT_SECRET: JWT_SECRET,
    ADMIN_USERNAME: ADMIN.username,
    ADMIN_PASSWORD: ADMIN.password,
    BANK_API_KEY,
    OUTGOING_WEBHOOK_SECRET: 'a secret that is only for tests and no other',
    ...VAPID,
    LOG_LEVEL: 'info',
    // A second of each start; and limits that follow a busy machine are not what most tests are about.
    CALIBRATION: 'off',
    // Minutes of CPU time over all files; whoever tests them asks for them.
    PRECOMPILED_HEADERS: 'off',
  };

  async function killServices(): Promise<void> {
    await Promise.all(running.splice(0).map((service) => service.kill()));
  }

  let inbox: Promise<TestInboxRole> | undefined;
  /** Only the service that takes calls of providers in knows it. */
  async function inboxEnv(): Promise<Record<string, string>> {
    inbox ??= createInboxRole(database.url);
    return { WEBHOOKS_DATABASE_URL: (await inbox).url, WEBHOOK_SECRETS_BANK };
  }

  return {
    db,
    redis,
    dataDir,
    env,
    killServices,
    async start(name, extra = {}) {
      const { entry, port: variable } = services[name];
      const port = Number(extra[variable] ?? (await freePort()));
      const given = name === 'webhooks' ? { LOG_LEVEL: env.LOG_LEVEL, ...(await inboxEnv()) } : env;
      const service = await spawnService(entry, {
        port,
        timeoutMs: 120_000,
        env: { ...given, ...(name === 'bank' ? { WEBHOOK_SECRETS_BANK } : {}), ...extra, [variable]: String(port) },
      });
      running.push(service);
      return service;
    },
    async dispose() {
      await killServices();
      await closeDb(db);
      await keepFloors(dataDir);
      const role = await inbox;
      await Promise.all([
        database.drop().then(() => role?.drop()),
        redis.dispose(),
        rm(dataDir, { recursive: true, force: true }),
      ]);
    },
  };
}
