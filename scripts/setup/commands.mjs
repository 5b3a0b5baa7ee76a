import { NODE, ROOT } from './paths.mjs';

const cli =
  (...words) =>
  (args) => [NODE, [`${ROOT}/apps/cli/src/main.ts`, ...words, ...args]];
const running = ['packages', 'postgres', 'prisma', 'debian', 'web'];

/**
 * What each npm script needs (ids of steps), what it then runs, and what `--help` prints where that must start nothing: neither
 * the set-up nor the command.
 */
export const COMMANDS = {
  demo: {
    needs: running,
    program: cli('demo'),
    help: [
      'npm run demo [-- --exit]',
      '',
      'Starts everything, judges a sample in every language, books seats, and shows it live; stays up until Ctrl-C.',
      '  --exit   stop after that; the status says whether all was as expected',
    ],
  },
  start: {
    needs: running,
    program: cli('start'),
    help: [
      'npm start',
      '',
      'Runs all services in the foreground until Ctrl-C; without DATABASE_URL and REDIS_URL, Postgres and Redis as well.',
      'Everything is set through the environment: README, Settings. The most used: API_PORT, DATABASE_URL, REDIS_URL, ADMIN_PASSWORD.',
    ],
  },
  docket: { needs: ['packages', 'postgres', 'prisma', 'languages'], program: cli() },
  test: {
    needs: [...running, 'chromium'],
    program: (args) => [NODE, [`${ROOT}/node_modules/vitest/vitest.mjs`, 'run', ...args]],
  },
  bench: {
    needs: running,
    program: (args) => [NODE, [`${ROOT}/bench/src/main.ts`, ...args]],
    help: [
      'npm run bench -- <figure> [options]',
      '',
      'Measures one figure beside its floor; docs/benchmarks.md lists them.',
    ],
  },
  check: { needs: ['packages', 'prisma'], program: (args) => [NODE, [`${ROOT}/scripts/check.mjs`, ...args]] },
};
