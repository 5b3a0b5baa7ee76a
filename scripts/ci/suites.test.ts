import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importsOf } from '../check/arrow.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const turbo: { tasks: Record<string, { inputs?: string[] }> } = JSON.parse(
  readFileSync(join(ROOT, 'turbo.json'), 'utf8'),
);

/** The file that an import of ours leads to. */
function fileOf(from: string, module: string): string | undefined {
  const [, name, rest] = /^@docket\/([\w-]+)\/(.+)$/.exec(module) ?? [];
  const path = module.startsWith('.')
    ? resolve(dirname(from), module)
    : name === undefined
      ? undefined
      : join(ROOT, 'packages', name, 'src', `${rest}.ts`);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** All files of ours that the tests of a folder import, at whatever remove. */
function importedBy(tests: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...tests];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const module of importsOf(readFileSync(file, 'utf8'))) {
      const next = fileOf(file, module);
      if (next !== undefined) open.push(next);
    }
  }
  return seen;
}

// A result is taken from an earlier run when no input has changed: a file that is missing here would be a change that nobody tests.
test('the inputs of the sandbox suite are all that its tests import', () => {
  const inputs = turbo.tasks['//#suite:sandbox']?.inputs ?? [];
  const tests = globSync('packages/sandbox/test/**/*.ts', { cwd: ROOT }).map((path) => join(ROOT, path));
  expect(tests.length).toBeGreaterThan(10);
  const missing = [...importedBy(tests)]
    .map((path) => relative(ROOT, path))
    .filter((path) => !inputs.some((glob) => matchesGlob(path, glob)));
  expect(missing).toEqual([]);
});
