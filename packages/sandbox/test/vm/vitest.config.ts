import { defineConfig } from 'vitest/config';

/** The tests of real boxes, with the patience that an emulated machine takes. */
export default defineConfig({
  test: {
    include: ['packages/sandbox/test/*.box.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    maxWorkers: 1,
    env: { TZ: 'UTC', NODE_ENV: 'test', DOCKET_TEST_SLOWNESS: '10' },
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    teardownTimeout: 60_000,
  },
});
