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

/** Is a file among the inputs? `$TURBO_DEFAULT$` are all that git knows; `!` takes some away. */
function isInput(path: string, inputs: readonly string[]): boolean {
  const listed = inputs.some((glob) => glob === '$TURBO_DEFAULT$' || matchesGlob(path, glob));
  return listed && !inputs.some((glob) => glob.startsWith('!') && matchesGlob(path, glob.slice(1)));
}

// A result is taken from an earlier run when no input has changed: a file that is missing here would be a change that nobody tests.
test.each([
  ['sandbox', 'packages/sandbox/test/**/*.ts'],
  ['judging', 'apps/worker/test/**/*.box.test.ts'],
  ['code', '{apps,packages,bench,scripts}/**/*.test.{ts,tsx}'],
  ['processes', '{apps,packages,scripts}/**/*.process.test.ts'],
  ['browser', 'apps/web/test/**/*.ts'],
])('the inputs of the suite %s are all that its tests import', (suite, files) => {
  const inputs = turbo.tasks[`//#suite:${suite}`]?.inputs ?? [];
  const tests = globSync(files, { cwd: ROOT, exclude: (name) => name === 'node_modules' }).map((path) =>
    join(ROOT, path),
  );
  expect(tests.length).toBeGreaterThan(4);
  const missing = [...importedBy(tests)].map((path) => relative(ROOT, path)).filter((path) => !isInput(path, inputs));
  expect(missing).toEqual([]);
});
