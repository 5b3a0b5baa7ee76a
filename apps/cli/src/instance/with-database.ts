import { migrate } from '@docket/db/migrate';
import { CommandError } from '../output.ts';
import { isLock, lockDataDir } from './lock.ts';
import { provideDatabase } from './servers.ts';
import { readSettings, type Settings } from './settings.ts';

/**
 * Runs `work` on the installation's database, migrated unless `prepare` says otherwise: of DATABASE_URL, of the instance that runs on the data directory,
 * or an embedded one started for as long as it takes. `work` is told which migrations were applied for it.
 */
export async function withDatabase<T>(
  work: (databaseUrl: string, settings: Settings, applied: readonly string[]) => Promise<T>,
  prepare: (databaseUrl: string) => Promise<string[]> = (databaseUrl) => migrate(databaseUrl),
): Promise<T> {
  const settings = readSettings();
  if (settings.databaseUrl !== undefined) {
    return work(settings.databaseUrl, settings, await prepare(settings.databaseUrl));
  }
  const lock = lockDataDir(settings.dataDir);
  if (!isLock(lock)) {
    if (lock.databaseUrl === undefined)
      throw new CommandError(`Docket (process ${lock.pid}) is still starting. Try again when it is ready.`);
    return work(lock.databaseUrl, settings, await prepare(lock.databaseUrl));
  }
  try {
    const database = await provideDatabase(settings);
    try {
      return await work(database.url, settings, await prepare(database.url));
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}
