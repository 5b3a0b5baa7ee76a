import { readFile } from 'node:fs/promises';
import { LANGUAGES_BY_ENDING } from '@docket/contracts/judge/source-endings';
import { expect, test } from 'vitest';
import { readLanguageCatalog } from './language-catalog.ts';

const catalog = await readLanguageCatalog();
const all = [...catalog.values()];
const root = new URL('../../../', import.meta.url);
const text = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

/** Debian packages that a Dockerfile installs. */
async function packagesOf(path: string): Promise<ReadonlySet<string>> {
  const lines = (await text(path)).split('\n').filter((line) => !/^\s*#/.test(line));
  return new Set(lines.join('\n').match(/[a-z][a-z0-9.+-]+/g));
}

test.each(all)('$id: the file has its name, and the sources an ending of the language', async (spec) => {
  expect(await text(`packages/sandbox/src/languages/${spec.id}.ts`)).toContain(`id: '${spec.id}'`);
  expect(spec.extensions.some((ending) => spec.sourceName(spec.hello).endsWith(ending))).toBe(true);
  expect(spec.template).not.toBe('');
});

test('the image of all languages installs the packages of each, under its id', async () => {
  const core = await packagesOf('docker/languages/Dockerfile');
  const dockerfile = await text('docker/languages/all.Dockerfile');
  const everything = await packagesOf('docker/languages/all.Dockerfile');
  for (const { id, core: inCore, packages } of all) {
    for (const name of packages)
      expect(core.has(name) || (!inCore && everything.has(name)), `${id}: ${name}`).toBe(true);
    if (!inCore && !packages.every((name) => core.has(name)))
      expect(dockerfile).toMatch(new RegExp(`^ +# ${id}$`, 'm'));
  }
  for (const [, id = ''] of dockerfile.matchAll(/^ +# (\w+)$/gm)) expect([...catalog.keys()]).toContain(id);
});

test('a compile step and a broken sample go together', () => {
  const unlike = all.filter(({ compile, samples }) => (compile === undefined) !== (samples.broken === undefined));
  expect(unlike.map(({ id }) => id)).toEqual([]);
});

test('sample submissions are told by the endings of all languages: contracts/src/judge/source-endings.ts has a line for each', () => {
  const claims = all.flatMap(({ id, extensions }) =>
    extensions.map((ending) => `${ending.slice(1).toLowerCase()}: ${id}`),
  );
  const lines = Object.entries(LANGUAGES_BY_ENDING).flatMap(([ending, ids]) => ids.map((id) => `${ending}: ${id}`));
  expect(lines.toSorted()).toEqual([...new Set(claims)].toSorted());
});

test('docs/languages.md has a line for each, and says how many there are', async () => {
  const page = await text('docs/languages.md');
  const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, id = '']) => id);
  expect(listed).toEqual([...catalog.keys()].toSorted());
  expect(page).toContain(`Docket judges in ${catalog.size} languages.`);
});
