import type { TestProject } from 'vitest/node';
import type { ProvidedPostgres } from './database.ts';
import { startPostgresForTests, type PostgresForTests } from './postgres.ts';

/** Every vitest project that names this file shares one server: the first starts it, the last stops it. */
let running: Promise<PostgresForTests> | undefined;
let users = 0;

/** vitest's globalSetup of the projects that need Postgres. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  users += 1;
  running ??= startPostgresForTests(process.env['DATABASE_URL_TEST']);
  const server = await running;
  const provided: ProvidedPostgres = { adminUrl: server.adminUrl, template: server.template };
  project.provide('postgres', provided);
  return async () => {
    users -= 1;
    if (users > 0) return;
    running = undefined;
    await server.stop();
  };
}
