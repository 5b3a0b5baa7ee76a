import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashPackage } from './package-hash.ts';
import { pack, YAML } from './package-samples.ts';
import { readFolderPackage, readPackage, readZipPackage } from './read-package.ts';
import type { ProblemPackage } from './types.ts';
import { comparePaths } from './files.ts';
import { writePackage } from './write-package.ts';

const ROOT = join(import.meta.dirname, '../../../examples/problems');
const folders = readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** The package as somebody else gets it, read again. */
async function through(pkg: ProblemPackage): Promise<ProblemPackage> {
  const files = new Map(writePackage(pkg).map(({ path, content }) => [path, Buffer.from(content)]));
  return readPackage({
    name: 'another-name',
    paths: [...files.keys()].sort(comparePaths),
    read: (path) => Promise.resolve(files.get(path) ?? Buffer.alloc(0)),
  });
}

const sum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Everything of it but notes about how it was written; bytes by their sums. */
function contentOf(pkg: ProblemPackage): unknown {
  const { warnings: _, format: __, uuid: ___, ...content } = pkg;
  return {
    ...content,
    tests: content.tests.map((one) => ({ ...one, input: sum(one.input), answer: sum(one.answer) })),
    files: content.files.map((one) => ({ ...one, bytes: sum(one.bytes) })),
    material: { ...content.material, files: content.material.files.map(({ path, bytes }) => [path, sum(bytes)]) },
  };
}

async function same(pkg: ProblemPackage): Promise<ProblemPackage> {
  const again = await through(pkg);
  expect(contentOf(again)).toEqual(contentOf(pkg));
  expect((await hashPackage(again)).packageHash).toBe((await hashPackage(pkg)).packageHash);
  expect(again.warnings.filter((text) => !pkg.warnings.includes(text))).toEqual([]);
  return again;
}

test.each(folders)('%s is the same problem after an export and an import', async (folder) => {
  const pkg = await readFolderPackage(join(ROOT, folder));
  const again = await same(pkg);
  expect(again.uuid).toBe(pkg.uuid);
  expect(again.material.files.some(({ path }) => path.startsWith('input_validators/'))).toBe(true);
});

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');
const SCORING = `${YAML}type: scoring\n`;

test.each<[string, Readonly<Record<string, string>>]>([
  [
    'names and statements of several languages',
    {
      'problem.yaml': YAML.replace('name: Sum', 'name: {en: Sum, sv: Summa}'),
      'statement/problem.sv.md': 'Addera.\n',
    },
  ],
  [
    'flags of groups, arguments of tests',
    {
      'data/secret/test_group.yaml': 'output_validator_args: [float_tolerance, "1e-6"]\n',
      'data/secret/01.yaml': 'args: [-n, "5 5", ""]\ninput_validator_args: --max 10\n',
    },
  ],
  ['own ways to compare', { 'docket.yaml': 'compare: unordered-lines\nfeedback: {secret: difference}\n' }],
  [
    'points, some of them shared out',
    {
      'problem.yaml': SCORING,
      'data/secret/a/1.in': '1 1\n',
      'data/secret/a/1.ans': '2\n',
      'data/secret/b/1.in': '1 1\n',
      'data/secret/b/1.ans': '2\n',
      'data/secret/b/test_group.yaml': 'require_pass: [sample, secret/a]\n',
      'data/secret/c/1.in': '1 1\n',
      'data/secret/c/1.ans': '2\n',
      'data/secret/c/test_group.yaml': 'max_score: 33\nscore_aggregation: min\n',
    },
  ],
  [
    'points without a bound',
    {
      'problem.yaml': SCORING,
      'data/secret/test_group.yaml': 'max_score: unbounded\n',
      'output_validator/check.py': 'print()\n',
    },
  ],
  [
    'conversations and several passes',
    {
      'problem.yaml': `${YAML.replace('limits:', 'limits:\n  validation_passes: 3')}type: [interactive, multi-pass]\n`,
      'output_validator/talk.cpp': 'int main() {}\n',
      'output_validator/talk.h': '// shared\n',
      'data/sample/1.interaction': '< 1\n>\n---\n> 2\n',
    },
  ],
  [
    'what the statement shows',
    {
      'data/sample/1.in.statement': '1 2 ...\n',
      'data/sample/2.in.statement': 'a',
      'data/sample/2.ans.statement': 'b',
    },
  ],
  [
    'languages, limits and an embargo',
    {
      'problem.yaml':
        `${YAML}languages: [cpp, python3, rust]\nembargo_until: 2031-05-01\nlicense: cc by-sa\ncredits: {authors: [Ann, Bo]}\nsource: {name: Cup}\n`.replace(
          'time_limit: 1',
          'time_limit: 0.25\n  memory: 77\n  code: 3\n  time_multipliers: {ac_to_time_limit: 3, time_limit_to_tle: 2}\n  time_resolution: 0.1',
        ),
    },
  ],
  [
    'included files, attachments, samples and generators',
    {
      'include/cpp/grader.h': '// x\n',
      'attachments/tool.py': 'print(1)\n',
      'submissions/submissions.yaml': 'accepted/a.py: {language: pypy3}\n',
      'submissions/accepted/a.py': 'print(3)\n',
      'generators/generators.yaml': 'data: {}\n',
      'data/invalid_input/1.in': 'x\n',
    },
  ],
  [
    'help that names constants',
    {
      'problem.yaml': `${YAML}constants: {max: 100}\n`,
      'solution/solution.en.tex': 'Up to $\\constant{max}$.\n',
      'hints/1.tex': 'Not \\constant{max}.\n',
    },
  ],
])('a package with %s is the same after an export', async (_, files) => {
  await same(await readZipPackage(pack(files), { name: 'sum' }));
});

test('pictures and PDFs keep their place beside the statement', async () => {
  const pdf = Buffer.from('%PDF-1.7');
  const pkg = await readZipPackage(
    pack({ 'statement/problem.en.md': 'See ![a graph](img/graph.png) and ![none](missing.png).\n' }, [
      { path: 'statement/img/graph.png', content: PNG },
      { path: 'statement/problem.sv.pdf', content: pdf },
    ]),
    { name: 'sum' },
  );
  const again = await through(pkg);
  expect(contentOf(again)).toEqual(contentOf(pkg));
});

test('an older package is written in the newer format, and is the same from then on', async () => {
  const pkg = await readZipPackage(
    pack({
      'problem.yaml': 'name: Sum\nvalidation: custom interactive\nlimits: {time_limit: 1}\n',
      'statement/problem.en.md': null,
      'problem_statement/problem.en.tex': '\\problemname{Sum}\nAdd.\n',
      'output_validators/talk/main.cpp': 'int main() {}\n',
    }),
    { name: 'sum' },
  );
  const once = await through(pkg);
  expect(once).toMatchObject({ format: '2025-09', hidesSamples: true, statement: pkg.statement, limits: pkg.limits });
  expect(once.judging.interactive).toBe(true);
  await same(once);
});

test('points by the grader of older packages are refused, and said where', async () => {
  const pkg = await readZipPackage(
    pack({
      'problem.yaml': 'name: Sum\ntype: scoring\nlimits: {time_limit: 1}\n',
      'data/testdata.yaml': 'grader_flags: avg\n',
    }),
    { name: 'sum' },
  );
  expect(() => writePackage(pkg)).toThrow(/older packages/);
});
