import { join } from 'node:path';
import { migrate } from '@docket/db/migrate';
import { CommandError, note } from '../output.ts';
import { ChildService, type ServiceSpec } from './child-service.ts';
import { prepareData } from './first-data.ts';
import { isLock, lockDataDir } from './lock.ts';
import { choosePorts } from './ports.ts';
import { provideDatabase, provideRedis } from './servers.ts';
import { ROOT, readSettings, type Settings } from './settings.ts';

/** Judging a first submission needs compiled runners and measured floors; the worker says so by being ready. */
const READY_TIMEOUT_MS = 120_000;

export type Instance = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly settings: Settings;
  /** Ordered: worker, api and realtime, then Redis, then Postgres. Safe to call twice. */
  stop(): Promise<void>;
};

type Stop = () => Promise<void> | void;

function serviceSpecs(settings: Settings, env: Readonly<Record<string, string>>): ServiceSpec[] {
  const at = (port: string): string =>
    `http://${settings.config.HOST === '0.0.0.0' ? '127.0.0.1' : settings.config.HOST}:${env[port] ?? ''}/readyz`;
  const spec = (name: string, port: string, nodeArguments: readonly string[] = []): ServiceSpec => ({
    name,
    nodeArguments,
    entry: `apps/${name}/src/main.ts`,
    env,
    logFile: join(settings.dataDir, 'logs', `${name}.log`),
    readyUrl: at(port),
  });
  // V8's default young generation would cost each of thousands of idle sockets more than the socket itself (docs/realtime.md).
  return [
    spec('realtime', 'REALTIME_PORT', ['--max-semi-space-size=4']),
    spec('worker', 'WORKER_PORT'),
    spec('api', 'API_PORT'),
  ];
}

/**
 * Starts everything an installation consists of and waits until all of it is ready.
 * `aborted` ends the start early, with everything stopped again.
 * @throws CommandError when the data directory is in use or a demanded port is taken, Error with a service's log when one does not start
 */
export async function startInstance(aborted: AbortSignal): Promise<Instance> {
  const settings = readSettings();
  const lock = lockDataDir(settings.dataDir);
  if (!isLock(lock)) {
    throw new CommandError(
      `Docket already runs on ${settings.dataDir}: process ${lock.pid}, since ${lock.since}${lock.url === undefined ? '' : `, ${lock.url}`}.\n` +
        'Stop it first, or set DOCKET_DATA_DIR to another folder.',
    );
  }
  const stops: Stop[] = [() => lock.release()];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(stops));
  try {
    const database = await provideDatabase(settings);
    stops.push(() => database.stop());
    aborted.throwIfAborted();
    const redis = await provideRedis(settings);
    stops.push(() => redis.stop());
    aborted.throwIfAborted();
    const applied = await migrate(database.url);
    if (applied.length > 0) note(`database migrated: ${applied.join(', ')}`);
    aborted.throwIfAborted();

    const ports = await choosePorts(settings);
    const env = {
      ...settings.env,
      ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      DOCKET_DATA_DIR: settings.dataDir,
      REALTIME_JWT_SECRET: settings.given('REALTIME_JWT_SECRET')
        ? settings.config.REALTIME_JWT_SECRET
        : settings.secrets.realtimeJwtSecret,
      TZ: 'UTC',
      // Until payments confirm bookings; the API refuses it in production all the same.
      ...(settings.given('DEVELOPMENT_CONFIRM') ? {} : { DEVELOPMENT_CONFIRM: '1' }),
      // Compiled code kept between starts: services start sooner and hold less.
      NODE_COMPILE_CACHE: join(settings.dataDir, 'cache', 'compile'),
    };
    const host = settings.config.HOST === '0.0.0.0' ? '127.0.0.1' : settings.config.HOST;
    const url = `http://${host}:${ports.API_PORT}`;
    lock.update({ url, databaseUrl: database.url, redisUrl: redis.url });
    await prepareData(settings, database.url);
    aborted.throwIfAborted();

    const services = serviceSpecs(settings, env).map((spec) => new ChildService(spec, ROOT));
    const graceMs = settings.config.SHUTDOWN_SECONDS * 1_000 + 2_000;
    stops.push(async () => {
      await Promise.all(services.map((service) => service.stop(graceMs)));
    });
    aborted.addEventListener('abort', () => void stop(), { once: true });
    for (const service of services) service.start();
    await Promise.all(services.map((service) => service.ready(READY_TIMEOUT_MS)));
    aborted.throwIfAborted();
    return { url, databaseUrl: database.url, settings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(stops: readonly Stop[]): Promise<void> {
  for (const stop of stops.toReversed()) {
    try {
      await stop();
    } catch (error) {
      note(`while stopping: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
