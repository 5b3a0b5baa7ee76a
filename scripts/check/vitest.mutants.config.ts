import { defineConfig } from 'vitest/config';

// The tests that mutants have to survive: of the pure core alone, without servers.
export default defineConfig({
  test: {
    env: { TZ: 'UTC', NODE_ENV: 'test' },
    include: [
      'packages/domain/src/judge/verdict/*.test.ts',
      'packages/contracts/src/money/*.test.ts',
      'packages/runtime/src/*.test.ts',
      'apps/worker/src/judge/*.test.ts',
    ],
  },
});
