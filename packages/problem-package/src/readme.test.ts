import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hashPackage } from './package-hash.ts';
import { readZipPackage } from './read-package.ts';
import type { ProblemPackage } from './types.ts';
import { writeZip } from './zip-writer.ts';

/** The lines below, as the README has them. */
async function example(): Promise<{ pkg: ProblemPackage; packageHash: string }> {
  const zip = writeZip([
    { path: 'problem.yaml', content: 'problem_format_version: 2025-09\nname: Sum\n' },
    { path: 'statement/problem.en.md', content: 'Add $a$ and $b$.\n' },
    { path: 'data/sample/1.in', content: '1 2\n' },
    { path: 'data/sample/1.ans', content: '3\n' },
    { path: 'data/secret/1.in', content: '5 5\n' },
    { path: 'data/secret/1.ans', content: '10\n' },
  ]);
  const pkg = await readZipPackage(zip, { slug: 'sum' });
  const { packageHash } = await hashPackage(pkg);
  return { pkg, packageHash };
}

test('the README’s example is this one, and works', async () => {
  const [, shown = ''] = /```ts\n([^`]+)```/.exec(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')) ?? [];
  const here = readFileSync(import.meta.filename, 'utf8').replaceAll(/^ {2}/gm, '');
  expect(shown.length).toBeGreaterThan(100);
  expect(here).toContain(shown);
  const { pkg, packageHash } = await example();
  expect(pkg).toMatchObject({ slug: 'sum', name: 'Sum', tests: [{ group: 'sample' }, { group: 'secret' }] });
  expect(packageHash).toMatch(/^[0-9a-f]{64}$/);
});
