import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = ['scripts', 'package.json', 'package-lock.json', 'prisma', 'prisma.config.ts'];

/** What a fresh clone has of the files that the set-up looks at. */
let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'docket-clone-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(clone, name), { recursive: true });
});
afterEach(() => rmSync(clone, { recursive: true }));

function setUp(folder: string, ...args: string[]) {
  const result = spawnSync('sh', ['scripts/run.sh', ...args], { cwd: folder, encoding: 'utf8' });
  return { status: result.status, out: result.stdout, err: result.stderr };
}

test('--no-install lists what a fresh clone lacks, installs nothing and ends with status 2', () => {
  const before = readdirSync(clone);
  const { status, out, err } = setUp(clone, 'demo', '--', '--exit', '--no-install');
  expect(status).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('the npm packages of package-lock.json');
  expect(err).toContain('the database client');
  expect(err).toContain('Nothing was installed');
  expect(readdirSync(clone)).toEqual(before);
});

test('an unknown command is told from the known ones', () => {
  const { status, err } = setUp(clone, 'destroy');
  expect(status).toBe(1);
  expect(err).toContain('demo, start, docket, test, bench, check');
});

test('where all is there it says nothing, and hands on arguments and status', () => {
  const { status, out, err } = setUp(ROOT, 'docket', '--', 'no-such-command', '--no-install');
  expect(status).toBe(1);
  expect(out).toContain('problem import');
  expect(err).toBe('docket: There is no command "no-such-command".\n');
});

test.each(['start', 'demo', 'bench'])(
  '%s -- --help says what it does, and neither installs nor starts anything',
  (name) => {
    const before = readdirSync(clone);
    const { status, out, err } = setUp(clone, name, '--', '--help');
    expect(out).toMatch(new RegExp(`^npm (run )?${name}`));
    expect([status, err]).toEqual([0, '']);
    expect(readdirSync(clone)).toEqual(before);
  },
);

test('the command takes the place of the set-up: nothing is left that only waits for it', () => {
  const [hook, log] = [join(clone, 'hook.mjs'), join(clone, 'log')];
  writeFileSync(
    hook,
    `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(log)}, process.pid + ' ' + process.argv.slice(1).join(' ') + '\\n');\n`,
  );
  const { pid } = spawnSync('sh', ['scripts/run.sh', 'docket', '--', "it's", 'a $word'], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: `--import ${hook}` },
  });
  const started = readFileSync(log, 'utf8').trim().split('\n');
  expect(started.at(-1)).toBe(`${pid} ${join(ROOT, 'apps/cli/src/main.ts')} it's a $word`);
  expect(started.filter((line) => line.startsWith(`${pid} `))).toHaveLength(1);
});

test('asked directly, the set-up stays and hands on arguments and status', () => {
  const words = ['scripts/setup.mjs', 'docket', '--', 'no-such-command'];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, 'docket: There is no command "no-such-command".\n']);
});
