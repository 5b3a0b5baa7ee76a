import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createValidator } from '@docket/compare/default-validator';
import { parseValidatorFlags } from '@docket/compare/flags';
import { openFolderPackage } from './folder.ts';
import { readPackage } from './read-package.ts';
import { readSubmissions } from './submissions.ts';

const ROOT = join(import.meta.dirname, '../../../examples/problems');
const folders = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test.each(folders)('%s reads without a warning, and its answers are accepted by its own validator', async (folder) => {
  const files = await openFolderPackage(join(ROOT, folder));
  const pkg = await readPackage(files);
  expect(pkg).toMatchObject({ slug: folder, format: '2025-09', warnings: [] });
  expect(pkg.statement).toMatch(/## Input[^]*## Output/);
  // Whoever greets a visitor needs no help.
  if (folder !== 'hello') {
    expect(pkg.help.filter(({ kind }) => kind === 'hint').length).toBeGreaterThanOrEqual(1);
    expect(pkg.help.filter(({ kind }) => kind === 'editorial')).toHaveLength(1);
  }
  const groups = Object.groupBy(pkg.tests, (one) => one.group);
  expect(groups.sample?.length).toBeGreaterThanOrEqual(1);
  expect(groups.secret?.length).toBeGreaterThanOrEqual(5);
  for (const { answer, validatorFlags } of pkg.judging.check.kind === 'default' ? pkg.tests : []) {
    const validator = createValidator(answer, parseValidatorFlags(validatorFlags ?? pkg.judging.check.flags, folder));
    validator.push(answer);
    expect(validator.end().accepted).toBe(true);
  }
  const submissions = await readSubmissions(files);
  expect(submissions.filter(({ expected }) => expected === 'AC').length).toBeGreaterThanOrEqual(2);
  expect(submissions.filter(({ expected }) => expected !== 'AC').length).toBeGreaterThanOrEqual(2);
});

test('the problem of the demo has every language and every verdict', async () => {
  const submissions = await readSubmissions(await openFolderPackage(join(ROOT, 'hello')));
  const accepted = submissions.filter(({ expected }) => expected === 'AC').map(({ language }) => language);
  expect(new Set(accepted)).toEqual(new Set(['c', 'cpp17', 'cpp20', 'java', 'javascript', 'python3', 'typescript']));
  expect(new Set(submissions.map(({ expected }) => expected))).toEqual(
    new Set(['AC', 'CE', 'MLE', 'OLE', 'RE', 'TLE', 'WA']),
  );
});

test('sample submissions: folders of several files, declared languages, unknown folders', async () => {
  const texts: Readonly<Record<string, string>> = {
    'submissions/submissions.yaml': 'accepted/fast.cpp: {language: cpp20}\naccepted: {permitted: [AC]}\n',
    'submissions/accepted/fast.cpp': 'a',
    'submissions/accepted/many/main.py': 'b',
    'submissions/accepted/many/lib/util.py': 'c',
    'submissions/wrong_answer/odd.zig': 'd',
    'submissions/accepted/fast.rs': 'f',
    'submissions/accepted/facts_prolog.pl': 'g',
    'submissions/accepted/old.PL': 'h',
    'submissions/accepted/toString': 'i',
    'submissions/slow/x.py': 'e',
  };
  const files = {
    name: null,
    paths: Object.keys(texts),
    read: (path: string) => Promise.resolve(Buffer.from(texts[path] ?? '')),
  };
  expect(
    (await readSubmissions(files)).map(({ path, expected, language, files: sources }) => ({
      path,
      expected,
      language,
      files: sources,
    })),
  ).toEqual([
    {
      path: 'submissions/accepted/fast.cpp',
      expected: 'AC',
      language: 'cpp20',
      files: [{ name: 'fast.cpp', content: 'a' }],
    },
    {
      path: 'submissions/accepted/many',
      expected: 'AC',
      language: 'python3',
      files: [
        { name: 'main.py', content: 'b' },
        { name: 'lib/util.py', content: 'c' },
      ],
    },
    {
      path: 'submissions/wrong_answer/odd.zig',
      expected: 'WA',
      language: null,
      files: [{ name: 'odd.zig', content: 'd' }],
    },
    ...[
      ['fast.rs', 'rust', 'f'],
      ['facts_prolog.pl', 'prolog', 'g'],
      ['old.PL', 'perl', 'h'],
      ['toString', null, 'i'],
    ].map(([name, language, content]) => ({
      path: `submissions/accepted/${name}`,
      expected: 'AC',
      language,
      files: [{ name, content }],
    })),
  ]);
});

const scoreOf = async (score: string) => {
  const texts: Readonly<Record<string, string>> = {
    'submissions/submissions.yaml': `accepted/a.py: {score: ${score}}\n`,
    'submissions/accepted/a.py': '',
  };
  const read = (path: string) => Promise.resolve(Buffer.from(texts[path] ?? ''));
  const [one] = await readSubmissions({ name: null, paths: Object.keys(texts), read });
  return one?.expects.find(({ score: points }) => points !== null)?.score ?? null;
};

test('promised points are a number or two', async () => {
  expect([await scoreOf('30'), await scoreOf('[10, 30.5]'), await scoreOf('')]).toEqual([[30, 30], [10, 30.5], null]);
});

test.each(['many', '[]', '[1, 2, 3]', '[30, 10]', '[.nan, 1]', '{min: 1}'])('%s are no points', async (score) => {
  await expect(scoreOf(score)).rejects.toMatchObject({ code: 'package_invalid' });
});
