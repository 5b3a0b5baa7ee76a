import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('lockfile.mjs', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-lockfile-'));
  mkdirSync(join(folder, 'scripts'));
  cpSync(SCRIPT, join(folder, 'scripts/lockfile.mjs'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const tool = {
  version: '1.0.0',
  dev: true,
  optionalDependencies: { '@tool/linux-x64-musl': '1.0.0', '@tool/darwin-arm64': '1.0.0' },
};

function run(packages: object, ...args: string[]) {
  const file = join(folder, 'package-lock.json');
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/lockfile.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stderr, packages: JSON.parse(readFileSync(file, 'utf8')).packages };
}

test('names platforms that are left out, and writes them with what keeps them off other machines', () => {
  const packages = { '': {}, 'node_modules/tool': tool };
  expect(run(packages)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('node_modules/@tool/darwin-arm64 is missing'),
  });
  const fixed = run(packages, '--fix');
  expect(fixed.status).toBe(0);
  expect(fixed.packages['node_modules/@tool/linux-x64-musl']).toEqual({
    version: '1.0.0',
    cpu: ['x64'],
    os: ['linux'],
    libc: ['musl'],
    dev: true,
    optional: true,
  });
  expect(fixed.packages['node_modules/@tool/darwin-arm64']).toMatchObject({
    cpu: ['arm64'],
    os: ['darwin'],
    optional: true,
  });
});

test('refuses the address of a registry, and takes it out', () => {
  const packages = { '': {}, 'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' } };
  expect(run(packages)).toMatchObject({ status: 1, stderr: expect.stringContaining('registry.example') });
  const fixed = run(packages, '--fix');
  expect(fixed).toMatchObject({ status: 0, packages: { 'node_modules/a': { version: '1.0.0' } } });
  expect(fixed.packages['node_modules/a']).not.toHaveProperty('resolved');
});

test('finds an optional package that lies beside its parent', () => {
  const packages = {
    '': {},
    'node_modules/tool': { version: '1.0.0', optionalDependencies: { 'tool-linux-x64': '1.0.0' } },
    'node_modules/tool/node_modules/tool-linux-x64': { version: '1.0.0', optional: true },
  };
  expect(run(packages).status).toBe(0);
});
