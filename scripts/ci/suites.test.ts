import { execFileSync } from 'node:child_process';
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

const SOURCE = /\.(ts|tsx|mjs)$/;
const tracked = new Set(
  execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0'),
);

/** Files of ours that a text names, from where it lies or from the root: what a test reads, and services that it starts. */
function namedIn(from: string, text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/['"`]((?:[\w@.-]+\/)+[\w@.-]+\.\w+)['"`]/g)].flatMap(([, name = '']) =>
    [resolve(dirname(from), name), join(ROOT, name)].filter((path) => tracked.has(relative(ROOT, path))),
  );
}

const uses = new Map<string, readonly string[]>();

/** What a file imports, starts or reads by name; found once for all suites. */
function usesOf(file: string): readonly string[] {
  if (!SOURCE.test(file)) return [];
  const known = uses.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, 'utf8');
  const imported = importsOf(text).flatMap((module: string) => fileOf(file, module) ?? []);
  const found = [...imported, ...namedIn(file, text)];
  uses.set(file, found);
  return found;
}

/** All files of ours that the tests of a folder import, start or read by name, at whatever remove. */
function usedBy(tests: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...tests];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...usesOf(file));
  }
  return seen;
}

test('what a test reads is found where it names it', () => {
  const file = join(ROOT, 'apps/x/y.test.ts');
  const text =
    "read('docs/deploy.md'); new URL('../../docker/compose.yaml', here); start('apps/api/src/main.ts'); f('no/such.ts') // 'docs/sql.md'";
  expect(namedIn(file, text).map((path) => relative(ROOT, path))).toEqual([
    'docs/deploy.md',
    'docker/compose.yaml',
    'apps/api/src/main.ts',
    'docs/sql.md',
  ]);
});

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
  ['browser-1', 'apps/web/test/**/*.ts'],
  ['browser-2', 'apps/web/test/**/*.ts'],
])('the inputs of the suite %s are all that its tests use', { timeout: 60_000 }, (suite, files) => {
  const inputs = turbo.tasks[`//#suite:${suite}`]?.inputs ?? [];
  const tests = globSync(files, { cwd: ROOT, exclude: (name) => name === 'node_modules' }).map((path) =>
    join(ROOT, path),
  );
  expect(tests.length).toBeGreaterThan(4);
  const missing = [...usedBy(tests)].map((path) => relative(ROOT, path)).filter((path) => !isInput(path, inputs));
  expect(missing).toEqual([]);
});
