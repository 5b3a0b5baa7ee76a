// `npm run check`: all that can be said about the sources without running them. Every step runs, also after one that
// failed; each prints one line with its time, a failed one its findings too.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deadPaths } from './check/docs.mjs';
import { areaViolations } from './check/area-arrow.mjs';
import { violations } from './check/arrow.mjs';
import { crossings } from './check/features.mjs';
import { judgeViolations } from './check/judge-areas.mjs';
import { pagelessRoutes } from './check/pages.mjs';
import { sqlViolations } from './check/sql-arrow.mjs';
import { outlived } from './check/sql-keep.mjs';
import { mutants } from './check/mutants.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE = process.execPath;
const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
  NODE_ENV: 'test',
};

/** A program: its findings are what it prints when its status is not 0. */
function program(name, ...args) {
  return () => {
    const result = spawnSync(`${ROOT}node_modules/.bin/${name}`, args, {
      cwd: ROOT,
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (result.status === 0) return '';
    return (
      withoutNpm(`${result.stdout ?? ''}${result.stderr ?? ''}`) ||
      `${name}: ${result.error?.message ?? `status ${result.status}`}`
    );
  };
}

/** What a step found; what it could not read at all is a finding too, and ends no other step. */
function findingsOf(find) {
  try {
    return find();
  } catch (error) {
    return error.message;
  }
}

/** npm repeats around every finding of a workspace that its script failed. */
function withoutNpm(text) {
  return text
    .split('\n')
    .filter((line) => !/npm (error|warn)|^\S+:typecheck: (>.*)?$/.test(line))
    .join('\n')
    .trim();
}

const STEPS = [
  ['format', program('oxfmt', '--check')],
  ['lint', program('oxlint', '--type-aware', '--deny-warnings')],
  ['dependency arrow', () => violations(ROOT).join('\n')],
  ['area arrow', () => areaViolations(ROOT).join('\n')],
  ['web features', () => crossings(ROOT).join('\n')],
  ['routes have pages', () => pagelessRoutes(ROOT).join('\n')],
  ['judge arrow', () => judgeViolations(ROOT).join('\n')],
  ['sql arrow', () => sqlViolations(ROOT).join('\n')],
  ['sql kept', () => outlived(ROOT).join('\n')],
  [
    'types',
    program('turbo', 'run', 'typecheck', '--output-logs=errors-only', '--continue=always', '--no-update-notifier'),
  ],
  ['unused code', program('knip', '--no-progress', '--no-config-hints')],
  [
    'sdk size',
    () => {
      const { status, stdout, stderr } = spawnSync(NODE, [`${ROOT}packages/client/build/build.mjs`], {
        encoding: 'utf8',
      });
      return status === 0 ? '' : `${stdout}${stderr}`.trim();
    },
  ],
  ['documented paths', () => deadPaths(ROOT).join('\n')],
  [
    'lockfile',
    () => {
      const { status, stderr } = spawnSync(NODE, [`${ROOT}scripts/lockfile.mjs`], { encoding: 'utf8' });
      return status === 0 ? '' : stderr.trim();
    },
  ],
];

/** Steps that take minutes: run when they are asked for by name. */
const ON_REQUEST = [['mutants', () => mutants(ROOT, env)]];

const only = process.argv.slice(2);
const asked = ON_REQUEST.filter(([step]) => only.includes(step));
let failed = 0;
const steps = [...STEPS.filter(([step]) => only.length === 0 || only.some((word) => step.includes(word))), ...asked];
for (const [name, find] of steps) {
  const started = performance.now();
  const findings = findingsOf(find);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${findings === '' ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${seconds} s`);
  if (findings !== '') {
    failed += 1;
    console.log(`${findings.replace(/^/gm, '        ')}\n`);
  }
}
console.log(failed === 0 ? 'check passed' : `check failed: ${failed} of ${steps.length} steps`);
process.exitCode = failed === 0 ? 0 : 1;
