import { inject, onTestFinished } from 'vitest';
import { cloneTemplate, type PostgresForTests, type TestDatabase } from './postgres.ts';

/** What the global set-up hands to every test file: plain data, because it crosses a process boundary. */
export type ProvidedPostgres = Pick<PostgresForTests, 'adminUrl' | 'template'>;

declare module 'vitest' {
  interface ProvidedContext {
    postgres: ProvidedPostgres;
  }
}

/**
 * A fresh, migrated database of its own. Called once per test file (in `beforeAll`, with `drop` in `afterAll`),
 * or inside one test, where it is dropped when that test ends.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return cloneTemplate(inject('postgres'));
}

/** As `createTestDatabase`, dropped when the running test ends. */
export async function createDatabaseForThisTest(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database;
}
