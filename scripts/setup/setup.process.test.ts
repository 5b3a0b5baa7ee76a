import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
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
  const result = spawnSync(process.execPath, ['scripts/setup.mjs', ...args], { cwd: folder, encoding: 'utf8' });
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
