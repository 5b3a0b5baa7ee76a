import { inject, onTestFinished } from 'vitest';
import type {} from './global-setup.ts';
import { cloneTemplate, type TestDatabase } from './postgres.ts';

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
