import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Db } from '@docket/db/client';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import { checkInvariants } from '../invariants.ts';

/** Connections, so that so many may be at it at once. */
const CROWD = 16;

/** The database of a test file that has called `setUpDatabase`. */
export let db: Db;

/** Gives a test file a migrated database. Called once at its head. */
export function setUpDatabase(): void {
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    db = openDb(database.url, CROWD);
    drop = () => database.drop();
  });
  afterAll(async () => {
    await closeDb(db);
    await drop();
  });
}

/** A migrated database of the running test’s own: for those that change functions, or must not meet what other tests have made. */
export async function ownDatabase(): Promise<Db> {
  const database = await createDatabaseForThisTest();
  const own = openDb(database.url, CROWD);
  onTestFinished(() => closeDb(own));
  return own;
}

/** What no test of verbs keeps: it has no worker, and on a slow machine its jobs grow old. */
const WANTS_WORKERS = 'every queue served';

/** Names of the invariants that do not hold. */
export async function brokenRules(of: Db): Promise<string[]> {
  const report = await checkInvariants(testCtx(of));
  return report.invariants.filter(({ ok, name }) => !ok && name !== WANTS_WORKERS).map(({ name }) => name);
}
