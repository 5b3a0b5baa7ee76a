import { NODE, ROOT } from './paths.mjs';

const cli =
  (...words) =>
  (args) => [NODE, [`${ROOT}/apps/cli/src/main.ts`, ...words, ...args]];
const running = ['packages', 'postgres', 'prisma', 'debian', 'web'];

/** What each npm script needs (ids of steps), which Debian packages besides the common ones, and what it then runs. */
export const COMMANDS = {
  demo: { needs: running, program: cli('demo') },
  start: { needs: running, program: cli('start') },
  docket: { needs: ['packages', 'postgres', 'prisma', 'languages'], program: cli() },
  test: {
    needs: [...running, 'chromium'],
    program: (args) => [NODE, [`${ROOT}/node_modules/vitest/vitest.mjs`, 'run', ...args]],
  },
  bench: { needs: running, program: (args) => [NODE, [`${ROOT}/bench/src/main.ts`, ...args]] },
  check: { needs: ['packages', 'prisma'], program: (args) => [NODE, [`${ROOT}/scripts/check.mjs`, ...args]] },
};
