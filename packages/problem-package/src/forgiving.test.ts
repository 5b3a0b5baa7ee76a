import { describe, expect, test } from 'vitest';
import { withIncluded } from './include.ts';
import { judgingForm } from './judging-form.ts';
import { pack, refusal, YAML } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';
import type { ProblemPackage } from './types.ts';
import { writeZip } from './zip-writer.ts';

const read = (files: Readonly<Record<string, string | null>>): Promise<ProblemPackage> =>
  readZipPackage(pack(files), { slug: 'sum' });
const warningsOf = async (files: Readonly<Record<string, string | null>>): Promise<string> =>
  (await read(files)).warnings.join('\n');

test('a key that is given twice: the last counts, and it is said', async () => {
  const { name, warnings } = await read({ 'problem.yaml': 'name: First\nname: Second\nlimits: {time_limit: 1}\n' });
  expect(name).toBe('Second');
  expect(warnings.join()).toMatch(/problem\.yaml, line 2: a key is given twice; the last counts/);
  expect(await refusal({ 'problem.yaml': 'name: a\nname: [\n' })).toMatch(/^package_invalid: .*not valid YAML/);
});

test('a byte order mark is taken from answers that are compared, and left to programs of the package', async () => {
  const marked = { 'data/secret/01.ans': '\ufeff10\n', 'data/sample/1.in': '\ufeff1 2\n' };
  const { tests, warnings } = await read(marked);
  expect(Buffer.from(tests[1]?.answer ?? []).toString()).toBe('10\n');
  expect(Buffer.from(tests[0]?.input ?? []).toString()).toBe('\ufeff1 2\n');
  expect(warnings.join()).toMatch(/2 files begin with a byte order mark, first data\/sample\/1\.in/);
  const own = await read({ ...marked, 'output_validator/c.py': 'x' });
  expect(Buffer.from(own.tests[1]?.answer ?? []).toString()).toBe('\ufeff10\n');
});

test.each([
  ['little', Buffer.from('\ufeff10\n', 'utf16le')],
  ['big', Buffer.from('\ufeff10\n', 'utf16le').swap16()],
])('an answer in UTF-16, %s end first, is said to be what nobody prints', async (_, answer) => {
  const readWith = (files: Readonly<Record<string, string | null>>) =>
    readZipPackage(pack({ 'data/secret/01.ans': null, ...files }, [{ path: 'data/secret/01.ans', content: answer }]), {
      slug: 'sum',
    });
  const { warnings } = await readWith({});
  expect(warnings.join()).toMatch(/1 answers are UTF-16, first data\/secret\/01\.ans/);
  const own = await readWith({ 'output_validator/c.py': 'x' });
  expect(own.warnings.join()).not.toMatch(/UTF-16/);
});

describe('keys that the format does not know', () => {
  test.each([
    ['problem.yaml', `${YAML}credits: {authors: [{name: Ann, mail: a}], autors: Bo}\n`, 'credits.authors.mail'],
    ['problem.yaml', `${YAML}credits: {autors: Bo}\n`, 'credits.autors'],
    ['problem.yaml', `${YAML}source: [{name: Cup, link: x}]\n`, 'source.link'],
    [
      'problem.yaml',
      `${YAML.replace('limits:', 'limits:\n  time_multipliers: {ac: 2}')}`,
      'limits.time_multipliers.ac',
    ],
    ['problem.yaml', `${YAML}grading: {objectve: max}\n`, 'grading.objectve'],
    ['data/secret/test_group.yaml', 'max_scor: 3\n', 'max_scor'],
    ['data/secret/01.yaml', 'full_fedback: true\n', 'full_fedback'],
    ['data/secret/testdata.yaml', 'acept_score: 3\n', 'acept_score'],
  ])('%s: %j', async (file, text, key) => {
    expect(await warningsOf({ [file]: text })).toContain(`${file}: ${key} is not a key of the format`);
  });

  test('those that it knows are quiet', async () => {
    const yaml = [
      YAML.replace('limits:', 'limits:\n  time_multipliers: {ac_to_time_limit: 2, time_limit_to_tle: 1.5}'),
      'credits: {authors: [{name: Ann, email: a@b.c, orcid: 1, kattis: ann}], translators: {sv: Bo}}\n',
      'source: {name: Cup, url: https://x}\n',
    ].join('');
    const { warnings, author } = await read({ 'problem.yaml': yaml });
    expect(warnings).toEqual([]);
    expect(author).toBe('Ann');
  });
});

describe('constants', () => {
  const yaml = `${YAML}type: scoring\nconstants:\n  max: 100\n  name: Ünì\n  big: {value: 1000000007, latex: 10^9+7, markdown: $10^9+7$}\n`;
  const files = {
    'problem.yaml': yaml,
    'statement/problem.en.md': 'At most {{max}}, {{big}}, {{other}}.\n',
    'statement/problem.sv.tex': 'Högst $\\constant{big}$, {{max}}.',
    'output_validator/check.py': 'MAX = {{max}}\n',
    'include/python3/lib.py': 'NAME = "{{name}}"\n',
    'submissions/accepted/a.py': 'print({{big}})\n',
    'solution/solution.en.tex': 'Only $\\constant{big}$, \\constant{name} and \\constant{other}.\n',
    'data/secret/test_group.yaml': 'max_score: {{max}}\n',
    'data/secret/01.ans': '{{max}}\n',
  };

  test('are replaced where the format says, and nowhere else', async () => {
    const { statements, help, material, judging, submissions, tests } = await read(files);
    expect(statements.map(({ markdown }) => markdown)).toEqual([
      'At most 100, $10^9+7$, {{other}}.\n',
      'Högst $10^9+7$, max.\n',
    ]);
    expect(help).toMatchObject([{ markdown: 'Only $10^9+7$, Ünì and .\n' }]);
    // Kept as an export has it, which has no constants.
    expect(material.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toContainEqual([
      'solution/solution.en.tex',
      'Only $10^9+7$, Ünì and \\constant{other}.\n',
    ]);
    expect(judging.check).toMatchObject({ program: { files: [{ content: 'MAX = 100\n' }] } });
    expect(judging.include).toEqual([{ code: 'python3', files: [{ name: 'lib.py', content: 'NAME = "Ünì"\n' }] }]);
    expect(submissions[0]?.files[0]?.content).toBe('print(1000000007)\n');
    expect(judging.groups[0]?.maxScore).toBe(100);
    expect(Buffer.from(tests[1]?.answer ?? []).toString()).toBe('{{max}}\n');
  });

  test('cannot make a file grow beyond measure', async () => {
    const bomb = `${YAML}constants: {a: ${'x'.repeat(200)}}\n`;
    const many = '{{a}}'.repeat(50_000);
    expect(await refusal({ 'problem.yaml': bomb, 'output_validator/c.py': many })).toMatch(
      /^package_too_large: output_validator\/c\.py grows beyond measure/,
    );
    expect(await refusal({ 'problem.yaml': `${YAML}constants: {a: ${'x'.repeat(201)}}\n` })).toMatch(/longer than 200/);
    const { submissions, warnings } = await read({
      'submissions/accepted/a.py': 'x',
      'submissions/submissions.yaml': `accepted:\n${Array.from({ length: 20 }, (_, i) => `  "s${i}${'{a,b}'.repeat(9)}": {permitted: [AC]}\n`).join('')}`,
    });
    expect(submissions).toEqual([]);
    expect(warnings.join()).toMatch(/names more than 5000 tests/);
  });

  test('have names', async () => {
    expect(await refusal({ 'problem.yaml': `${YAML}constants: {a-b: 1}\n` })).toMatch(/constants\.a-b is no name/);
  });
});

describe('included files', () => {
  const included = [
    { code: 'cpp', files: [{ name: 'grader.h', content: 'h' }] },
    { code: 'default', files: [{ name: 'data.txt', content: 'd' }] },
  ];
  const own = [
    { name: 'main.cpp', content: 'x' },
    { name: 'grader.h', content: 'mine' },
  ];

  test('go to the languages of their folder, in place of files of the same name', () => {
    expect(withIncluded(own, 'cpp20', included)).toEqual([own[0], included[0]?.files[0]]);
    expect(withIncluded(own, 'rust', included)).toEqual([...own, included[1]?.files[0]]);
    expect(withIncluded(own, 'rust', undefined)).toBe(own);
    expect(withIncluded(own, 'rust', [])).toEqual(own);
  });

  test('are stored with how the problem is judged, which is otherwise plain', async () => {
    const { judging } = await read({ 'include/cpp/grader.h': 'h' });
    expect(judgingForm(judging)).toMatchObject({ kind: 'pass-fail', program: null, include: [{ code: 'cpp' }] });
    expect(judgingForm((await read({})).judging)).toBeNull();
  });

  test('have a bound', async () => {
    expect(await refusal({ 'include/cpp/a.h': 'x'.repeat(300_000) })).toMatch(/^package_too_large: include\//);
    expect(await refusal({ 'include/a.h': 'x' })).toMatch(/include\/default\//);
  });
});

describe('points as format 2025-09 came out with them', () => {
  const SCORING = `${YAML}type: scoring\n`;
  const tests = { 'data/secret/01.in': null, 'data/secret/01.ans': null };
  const group = (name: string, text: string | null): Readonly<Record<string, string | null>> => ({
    ...(text === null ? {} : { [`data/secret/${name}/test_group.yaml`]: text }),
    [`data/secret/${name}/1.in`]: '1',
    [`data/secret/${name}/1.ans`]: '1',
  });

  test('max_score and score_aggregation beside the other keys', async () => {
    const { judging, warnings } = await read({
      'problem.yaml': SCORING,
      ...tests,
      ...group('a', 'max_score: 30\n'),
      ...group('b', 'max_score: 70\nscore_aggregation: min\nrequire_pass: secret/a\n'),
    });
    expect(judging.groups).toMatchObject([
      { path: 'secret', maxScore: 100, aggregation: 'sum' },
      { path: 'secret/a', maxScore: 30, aggregation: 'pass-fail' },
      { path: 'secret/b', maxScore: 70, aggregation: 'min', requires: ['secret/a'] },
    ]);
    expect(warnings).toEqual([]);
  });

  test('points that nobody claims are shared out, and it is said', async () => {
    const { judging, warnings } = await read({
      'problem.yaml': SCORING,
      ...tests,
      ...group('a', 'max_score: 30\n'),
      ...group('b', null),
    });
    expect(judging.groups.map(({ maxScore }) => maxScore)).toEqual([100, 30, 70]);
    expect(warnings.join()).toMatch(/data\/secret\/b: no max_score is given/);
  });

  test('both forms at once, and a static validator, are refused', async () => {
    const both = 'max_score: 3\nscoring: {score: 3}\n';
    expect(await refusal({ 'problem.yaml': SCORING, 'data/secret/test_group.yaml': both })).toMatch(/is of a draft/);
    const fixed = 'static_validation_score: 3\n';
    expect(await refusal({ 'problem.yaml': SCORING, 'data/secret/test_group.yaml': fixed })).toMatch(
      /^package_unsupported: data\/secret\/test_group\.yaml: static_validation_score/,
    );
  });
});

describe("DOMjudge's packages as they lie", () => {
  const entries = [
    [
      'domjudge-problem.ini',
      "[problem]\nname='Bo''s sum'\ntimelimit = 3\nshort-name = A\ncolor = #ff0000\nspecial_compare = cmp1\n",
    ],
    ['problem.pdf', '%PDF-1.4\n'],
    ['data/sample/1.in', '1\n'],
    ['data/sample/1.ans', '1\n'],
    ['data/secret/1.in', '2\n'],
    ['data/secret/1.ans', '2\n'],
    ['submissions/accepted/a.py', 'print(input())\n'],
  ].map(([path = '', content = '']) => ({ path, content }));

  test('without problem.yaml, with a PDF at the top', async () => {
    const pkg = await readZipPackage(writeZip(entries), { name: 'boolfind.zip' });
    expect(pkg).toMatchObject({
      format: 'legacy',
      slug: 'boolfind',
      name: "Bo''s sum",
      limits: { cpuMs: 3000 },
      statements: [{ language: 'en', markdown: null, pdf: 'problem.pdf' }],
    });
    expect(pkg.warnings.join('\n')).toMatch(/special_compare names a program that is in a DOMjudge/);
    expect(pkg.warnings.join('\n')).not.toMatch(/color/);
  });

  test('in a folder of their own', async () => {
    const wrapped = entries.map(({ path, content }) => ({ path: `wrapped/${path}`, content }));
    expect(await readZipPackage(writeZip(wrapped))).toMatchObject({ slug: 'wrapped' });
  });

  test('text as a statement, and its way to say multi-pass', async () => {
    const { statement, judging } = await read({
      'problem.yaml': 'name: S\nvalidation: custom multi-pass\nlimits: {time_limit: 1}\n',
      'statement/problem.en.md': null,
      'problem.txt': 'Add < all.\n',
      'output_validators/v/check.py': 'x',
    });
    expect(statement).toBe('```\nAdd < all.\n```\n');
    expect(judging.passes).toBe(2);
  });
});
