import { join } from 'node:path';
import { migrate } from '@docket/db/migrate';
import { newId } from '@docket/runtime/id';
import { startMailCatcher } from '../mail/mail-catcher.ts';
import { CommandError, note } from '../output.ts';
import { prepareData } from './first-data.ts';
import { isLock, lockDataDir } from './lock.ts';
import { checkDemandedPorts } from './ports.ts';
import { provideDatabase, provideInbox, provideRedis } from './servers.ts';
import { createServices } from './services.ts';
import { readSettings, secretVariables, type Settings } from './settings.ts';

export type Instance = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly settings: Settings;
  /** Ordered: worker, api and realtime, then Redis, then Postgres. Safe to call twice. */
  stop(): Promise<void>;
};

type Stop = () => Promise<void> | void;

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
    await checkDemandedPorts(settings);
    const database = await provideDatabase(settings);
    stops.push(() => database.stop());
    aborted.throwIfAborted();
    const redis = await provideRedis(settings);
    stops.push(() => redis.stop());
    aborted.throwIfAborted();
    const applied = await migrate(database.url);
    if (applied.length > 0) note(migrated(applied));
    const inboxUrl = await provideInbox(settings, database.url);
    if (inboxUrl === undefined)
      note('providers cannot call: WEBHOOKS_DATABASE_URL is not set (docs/deploy.md, Calls of providers)');
    aborted.throwIfAborted();

    const env = {
      ...settings.env,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      ...(inboxUrl === undefined ? {} : { WEBHOOKS_DATABASE_URL: inboxUrl }),
      DOCKET_DATA_DIR: settings.dataDir,
      ...secretVariables(settings),
      TZ: 'UTC',
      // Compiled code kept between starts: services start sooner and hold less.
      NODE_COMPILE_CACHE: join(settings.dataDir, 'cache', 'compile'),
    };
    lock.update({ databaseUrl: database.url, redisUrl: redis.url });
    await prepareData(settings, database.url);
    aborted.throwIfAborted();

    if (catchesMail(settings)) {
      const catcher = await startMailCatcher(join(settings.dataDir, 'mail'));
      stops.push(catcher.stop);
      note(`mails are not sent; read them at ${catcher.url}`);
    }

    const onUrl = (address: string): void => lock.update({ url: address });
    const services = createServices({ settings, env, installation: newId(), onUrl });
    stops.push(() => services.stop());
    aborted.addEventListener('abort', () => void stop(), { once: true });
    const url = await services.start();
    aborted.throwIfAborted();
    return { url, databaseUrl: database.url, settings, stop };
  } catch (error) {
    await stop();
    // What fails while everything is being stopped is no news.
    aborted.throwIfAborted();
    throw error;
  }
}

/** Whether mails are written to files, and whoever runs this may read them all: never in production. */
export function catchesMail({
  config,
}: {
  readonly config: Pick<Settings['config'], 'NODE_ENV' | 'SMTP_URL'>;
}): boolean {
  return config.NODE_ENV !== 'production' && config.SMTP_URL === undefined;
}

/** How many migrations, and between which; a first start has dozens. */
function migrated(names: readonly string[]): string {
  const [first, last] = [names[0], names.at(-1)];
  return first === last
    ? `database migrated: ${first}`
    : `database migrated: ${names.length} migrations, from ${first} to ${last}`;
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
