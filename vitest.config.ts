import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.', 1)[0]) < 24)
  throw new Error(
    `Node ${process.version} is too old for the tests: use npm test -- <path>, or node_modules/.bin/node.`,
  );

const ANYWHERE = '{apps,packages,bench,scripts}/**/';
const integration = `${ANYWHERE}*.int.test.ts`;
const sandbox = `${ANYWHERE}*.box.test.ts`;
const processes = `${ANYWHERE}*.process.test.ts`;
const browser = `${ANYWHERE}*.browser.test.ts`;
const elsewhere = ['**/node_modules/**', '**/dist/**'];

/** One Postgres for the whole run, started only when a test of such a project is to be run. */
const withPostgres = { globalSetup: ['packages/testing/src/global-setup.ts'] };

// Sized for two cores. Child processes rather than threads: the tests start servers that end with the thread that started them.
export default defineConfig({
  test: {
    pool: 'forks',
    env: { TZ: 'UTC', NODE_ENV: 'test' },
    setupFiles: ['packages/testing/src/hold-contracts.ts'],
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${ANYWHERE}*.test.{ts,tsx}`],
          exclude: [...elsewhere, integration, sandbox, processes, browser],
          // One process for many files: most of them take a few milliseconds, and a process with what they import near a second.
          isolate: false,
          // CI makes images beside them.
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [integration],
          exclude: elsewhere,
          ...withPostgres,
          testTimeout: 60_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Attack programs fork, allocate and spin: one file at a time, or they spoil each other's measurements.
        extends: true,
        test: {
          name: 'sandbox',
          include: [sandbox],
          exclude: elsewhere,
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: [processes],
          exclude: elsewhere,
          ...withPostgres,
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 240_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browser],
          exclude: elsewhere,
          // And one installation for all of them: starting the services of one takes longer than most tests.
          globalSetup: ['apps/web/test/built.ts', ...withPostgres.globalSetup, 'apps/web/test/shared-stack.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 240_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
