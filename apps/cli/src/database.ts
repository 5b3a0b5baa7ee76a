import { randomUUID } from 'node:crypto';
import { systemClock } from '@docket/runtime/clock';
import { createLogger } from '@docket/runtime/logger';
import type { ProcessSettings } from '@docket/runtime/settings/process';
import { closeDb, createDb } from '@docket/db/client';
import { createPool } from '@docket/db/pool';
import type { Ctx } from '@docket/domain/spine/ctx';

/** Runs `work` as the platform itself, directly on a database. What it writes to the outbox is sent by the services' relay. */
export async function asPlatform<T>(
  databaseUrl: string,
  config: Pick<ProcessSettings, 'LOG_LEVEL'>,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const log = createLogger('cli', { LOG_LEVEL: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL });
  const db = createDb(createPool({ DATABASE_URL: databaseUrl, DATABASE_POOL: 2 }, log));
  try {
    return await work({
      actor: { kind: 'system', name: 'command line' },
      requestId: randomUUID(),
      db,
      clock: systemClock,
      log,
      dispatch: () => undefined,
    });
  } finally {
    await closeDb(db);
  }
}
