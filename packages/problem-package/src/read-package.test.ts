import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { BASE, failure, pack, refusal, YAML } from './package-samples.ts';
import { readFolderPackage, readZipPackage } from './read-package.ts';
import { DEFAULT_PACKAGE_CAPS } from './types.ts';
import { writeZip } from './zip-writer.ts';

test('a plain package', async () => {
  const read = await readZipPackage(pack(), { name: 'Sum_Of_Two.zip' });
  expect({ ...read, tests: read.tests.length }).toEqual({
    material: { files: [], inputArgs: {}, timeRule: { acToLimit: 2, limitToTle: 1.5, resolution: 1 } },
    interactions: [],
    shownSamples: [],
    format: '2025-09',
    slug: 'sum-of-two',
    name: 'Sum',
    uuid: '6f0f5b0e-1d0c-4a7a-9a52-3a2f1f0c9a11',
    statement: 'Add $a$ and $b$.\n',
    statements: [{ language: 'en', name: 'Sum', markdown: 'Add $a$ and $b$.\n', pdf: null }],
    files: [],
    help: [],
    author: null,
    source: null,
    license: null,
    difficulty: 'easy',
    tags: ['math'],
    limits: { cpuMs: 1000, memoryBytes: 512 * 2 ** 20, outputBytes: 8 * 2 ** 20, codeBytes: 128 * 2 ** 10 },
    languages: null,
    embargoUntil: null,
    hidesSamples: false,
    judging: {
      kind: 'pass-fail',
      check: { kind: 'default', flags: [] },
      interactive: false,
      passes: 1,
      groups: [],
      include: [],
    },
    tests: 2,
    submissions: [],
    warnings: [],
  });
  expect(read.tests[1]).toEqual({
    ordinal: 2,
    name: 'secret/01',
    group: 'secret',
    input: Buffer.from('5 5\n'),
    answer: Buffer.from('10\n'),
    validatorFlags: null,
    args: null,
  });
});

test('a folder around everything gives the slug; what tools leave behind is ignored', async () => {
  const zip = writeZip([
    { path: 'myproblem/', content: '', store: true, mode: 0o040755 },
    ...Object.entries(BASE).map(([path, content]) => ({ path: `myproblem/${path}`, content })),
    { path: '__MACOSX/myproblem/._problem.yaml', content: 'x' },
    { path: 'myproblem/.git/config', content: 'x' },
  ]);
  expect((await readZipPackage(zip)).slug).toBe('myproblem');
  expect((await readZipPackage(zip, { slug: 'other' })).slug).toBe('other');
});

test('tests come in the order of the format: samples, then secret, by path, as text', async () => {
  const names = ['secret/2', 'secret/10', 'secret/b/1', 'secret/a/2', 'secret/a-', 'sample/2'];
  const extra = names.flatMap((name) => [
    { path: `data/${name}.in`, content: 'x' },
    { path: `data/${name}.ans`, content: 'y' },
  ]);
  const read = await readZipPackage(pack({}, extra));
  expect(read.tests.map((t) => t.name)).toEqual([
    'sample/1',
    'sample/2',
    'secret/01',
    'secret/10',
    'secret/2',
    'secret/a/2',
    'secret/a-',
    'secret/b/1',
  ]);
  expect(read.tests.map((t) => t.ordinal)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

describe('what problem.yaml can say', () => {
  test('the older format', async () => {
    const read = await readZipPackage(
      pack({
        'problem.yaml':
          'name: Sum\nauthor: A. Setter\nsource: Cup 2020\nkeywords: math hard\nvalidation: default\nvalidator_flags: float_tolerance 1e-6\nlimits:\n  memory: 256\n  output: 4\n',
        'domjudge-problem.ini': "timelimit='1.5'\n",
        'statement/problem.en.md': null,
        'problem_statement/problem.tex': '\\problemname{Sum}\nAdd \\emph{all}.\n',
      }),
    );
    expect(read).toMatchObject({
      format: 'legacy',
      author: 'A. Setter',
      source: 'Cup 2020',
      difficulty: 'hard',
      tags: ['math'],
      statement: 'Add *all*.\n',
      limits: { cpuMs: 1500, memoryBytes: 256 * 2 ** 20, outputBytes: 4 * 2 ** 20 },
      judging: { check: { flags: ['float_tolerance', '1e-6'] } },
    });
  });
  test('credits, sources, names in several languages, constants', async () => {
    const read = await readZipPackage(
      pack({
        'problem.yaml': `${YAML.replace('name: Sum', 'name: {sv: Summa, en: Sum}')}credits:\n  authors: [Ann <a@b.c>, Bo]\nsource:\n- name: Cup\n  url: https://x\n- Course\nconstants: {max: 100}\n`,
        'statement/problem.en.md': 'At most {{max}}, {{other}}.\n\n{{nextsample}}\n',
      }),
    );
    expect(read).toMatchObject({
      name: 'Sum',
      author: 'Ann, Bo',
      source: 'Cup, Course',
      statement: 'At most 100, {{other}}.\n',
    });
  });
  test('docket.yaml wins over keywords', async () => {
    const read = await readZipPackage(pack({ 'docket.yaml': 'slug: a-plus-b\ndifficulty: hard\ntags: [adding]\n' }));
    expect(read).toMatchObject({ slug: 'a-plus-b', difficulty: 'hard', tags: ['adding', 'math'] });
  });
  test('where nothing is amiss there is nothing to warn of, whatever only Docket knows', async () => {
    const read = await readZipPackage(pack({ 'docket.yaml': null, 'problem.yaml': YAML.replace(', easy', '') }));
    expect(read).toMatchObject({ difficulty: 'medium', warnings: [] });
  });
  test('what is guessed or left out is said', async () => {
    const read = await readZipPackage(
      pack({
        'problem.yaml':
          'problem_format_version: 2023-07-draft\nname: Sum\ntimelimit: 3\nlimits: {tme_limit: 1}\nlanguages: [cpp]\n',
        'statement/problem.en.md': 'Look: ![a cat](cat.png)\n',
        'data/secret/01.in': '5 5\r\n',
      }),
    );
    expect(read.warnings.join('\n')).toMatch(
      /timelimit is not a key[^]*limits\.tme_limit is not a key[^]*No time limit[^]*cat\.png[^]*Windows line endings/,
    );
    expect(read.statement).toBe('Look: *a cat*\n');
  });
});

describe('flags of groups and tests', () => {
  test('shared flags belong to the package, others to the test', async () => {
    const read = await readZipPackage(
      pack({
        'data/test_group.yaml': 'output_validator_args: [float_tolerance, 1e-4]\n',
        'data/secret/g/test_group.yaml': 'hint: x\n',
        'data/secret/g/1.in': '1',
        'data/secret/g/1.ans': '1',
        'data/secret/g/2.in': '1',
        'data/secret/g/2.ans': '1',
        'data/secret/g/2.yaml': 'output_validator_args: [case_sensitive]\n',
      }),
    );
    expect(read.judging.check.flags).toEqual(['float_tolerance', '0.0001']);
    expect(read.tests.map((t) => t.validatorFlags)).toEqual([null, null, null, ['case_sensitive']]);
  });
  test('testdata.yaml adds to validator_flags', async () => {
    const read = await readZipPackage(
      pack({
        'problem.yaml': 'name: S\nvalidator_flags: case_sensitive\n',
        'data/testdata.yaml': 'output_validator_flags: float_tolerance 1e-6\n',
      }),
    );
    expect(read.judging.check.flags).toEqual(['case_sensitive', 'float_tolerance', '1e-6']);
  });
});

describe('a package that breaks a rule is refused with the file and the remedy', () => {
  test.each<[string, Readonly<Record<string, string | null>>, RegExp]>([
    ['no problem.yaml', { 'problem.yaml': null }, /^package_invalid: There is no problem\.yaml.*Add one/],
    [
      'problem.yaml deeper down',
      { 'problem.yaml': null, 'x/problem.yaml': YAML },
      /^package_invalid: .*There is one at x\/problem\.yaml/,
    ],
    ['bad YAML', { 'problem.yaml': 'name: [\n' }, /^package_invalid: problem\.yaml is not valid YAML, line \d/],
    ['YAML that is a list', { 'problem.yaml': '- a\n' }, /^package_invalid: problem\.yaml must be a map/],
    [
      'YAML bomb',
      {
        'problem.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]\n`,
      },
      /^package_invalid: problem\.yaml cannot be read: .*alias/,
    ],
    [
      'no name',
      { 'problem.yaml': 'problem_format_version: 2025-09\n' },
      /^package_invalid: problem\.yaml: name is missing/,
    ],
    [
      'no tests',
      { 'data/sample/1.in': null, 'data/sample/1.ans': null, 'data/secret/01.in': null, 'data/secret/01.ans': null },
      /^package_invalid: There are no tests\. Add pairs/,
    ],
    [
      'no answer',
      { 'data/secret/01.ans': null },
      /^package_invalid: Inputs without an answer: data\/secret\/01\.in\. Add the file/,
    ],
    ['no input', { 'data/secret/01.in': null }, /^package_invalid: Answers without an input: data\/secret\/01\.ans/],
    [
      'answer over the output limit',
      {
        'problem.yaml': YAML.replace('time_limit: 1', 'time_limit: 1\n  output: 1'),
        'data/secret/01.ans': 'x'.repeat(2 ** 20 + 1),
      },
      /^package_invalid: data\/secret\/01\.ans is larger than the output limit of 1 MiB/,
    ],
    [
      'time limit zero',
      { 'problem.yaml': 'name: S\nlimits: {time_limit: 0}\n' },
      /^package_invalid: problem\.yaml: limits\.time_limit is 0; give between 0\.05 and 60 seconds/,
    ],
    [
      'time limit of words',
      { 'problem.yaml': 'name: S\nlimits: {time_limit: long}\n' },
      /^package_invalid: problem\.yaml: limits\.time_limit must be a number, not "long"/,
    ],
    [
      'time limit of an hour',
      { '.timelimit': '3600\n', 'problem.yaml': 'name: S\n' },
      /^package_invalid: problem\.yaml: the time limit in \.timelimit is 3600/,
    ],
    [
      'memory of a terabyte',
      { 'problem.yaml': 'name: S\nlimits: {memory: 1048576}\n' },
      /^package_invalid: problem\.yaml: limits\.memory is 1048576; give between 16 and 4096 MiB/,
    ],
    [
      'memory that is infinite',
      { 'problem.yaml': 'name: S\nlimits: {memory: .inf}\n' },
      /^package_invalid: problem\.yaml: limits\.memory must be a number/,
    ],
    [
      'limits that are a word',
      { 'problem.yaml': 'name: S\nlimits: none\n' },
      /^package_invalid: problem\.yaml: limits must be a map/,
    ],
    [
      'a wrong flag',
      { 'problem.yaml': 'name: S\nvalidator_flags: fuzzy\n' },
      /^package_invalid: problem\.yaml: the default validator has no flag "fuzzy"/,
    ],
    [
      'a wrong flag in a group',
      { 'data/secret/test_group.yaml': 'output_validator_args: [float_tolerance]\n' },
      /^package_invalid: data\/secret\/test_group\.yaml: the validator flag float_tolerance needs a number/,
    ],
    [
      'a wrong difficulty',
      { 'docket.yaml': 'difficulty: brutal\n' },
      /^package_invalid: docket\.yaml: difficulty must be one of easy, medium, hard/,
    ],
  ])('%s', async (_name, changes, message) => {
    expect(await refusal(changes)).toMatch(message);
  });

  test.each<[string, Readonly<Record<string, string | null>>, RegExp]>([
    ['submit-answer', { 'problem.yaml': `${YAML}type: submit-answer\n` }, /A submit-answer problem/],
    [
      'a smallest score wanted',
      { 'problem.yaml': 'name: S\ntype: scoring\ngrading: {objective: min}\n' },
      /grading\.objective/,
    ],
    ['a grader of its own', { 'graders/grade.py': 'x' }, /A grader of its own \(graders\/grade\.py\)/],
    ['a static validator', { 'static_validator/check.py': 'x' }, /A static validator/],
    [
      'files of a test',
      { 'data/secret/01.files/a.txt': 'x' },
      /data\/secret\/01\.files\/a\.txt: tests that bring files/,
    ],
    [
      'a later version',
      { 'problem.yaml': 'problem_format_version: 2031-01\nname: S\n' },
      /problem_format_version "2031-01"/,
    ],
  ])('%s is not judged', async (_name, changes, message) => {
    const text = await refusal(changes);
    expect(text).toMatch(/^package_unsupported: /);
    expect(text).toMatch(message);
  });
});

describe('from a folder', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  async function write(changes: Readonly<Record<string, string>> = {}): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), 'docket-package-'));
    folders.push(root);
    for (const [path, content] of Object.entries({ ...BASE, ...changes })) {
      await mkdir(dirname(join(root, 'sum', path)), { recursive: true });
      await writeFile(join(root, 'sum', path), content);
    }
    return join(root, 'sum');
  }

  test('reads the same as the zip', async () => {
    const folder = await write({ '.git/HEAD': 'x' });
    const zipped = await readZipPackage(pack(), { name: 'sum' });
    expect(await readFolderPackage(folder)).toEqual(zipped);
  });

  test('follows a link to a file inside, and none that leads out', async () => {
    const folder = await write({ 'data/secret/02.ans': '10\n' });
    await symlink('01.in', join(folder, 'data/secret/02.in'));
    expect((await readFolderPackage(folder)).tests).toHaveLength(3);

    await symlink('/etc/passwd', join(folder, 'data/secret/03.in'));
    expect(await failure(readFolderPackage(folder))).toMatchObject({
      code: 'package_unsafe_path',
      message: expect.stringContaining('data/secret/03.in') as string,
    });
    await rm(join(folder, 'data/secret/03.in'));
    await symlink('..', join(folder, 'data/loop'));
    expect((await failure(readFolderPackage(folder))).code).toBe('package_unsafe_path');
  });

  test('keeps to the caps, and needs a folder', async () => {
    const folder = await write({ 'data/secret/02.in': 'x'.repeat(5000), 'data/secret/02.ans': 'x' });
    expect((await failure(readFolderPackage(folder, { caps: { ...DEFAULT_PACKAGE_CAPS, files: 5 } }))).code).toBe(
      'package_too_many_files',
    );
    expect(
      (await failure(readFolderPackage(folder, { caps: { ...DEFAULT_PACKAGE_CAPS, fileBytes: 4000 } }))).message,
    ).toMatch(/^data\/secret\/02\.in/);
    expect((await failure(readFolderPackage(join(folder, 'nowhere')))).code).toBe('package_invalid');
    expect((await failure(readFolderPackage(join(folder, 'data')))).message).toMatch(/no problem\.yaml/);
  });
});

test('command line arguments are those of the test, otherwise of the nearest group that has some', async () => {
  const { tests } = await readZipPackage(
    pack({
      'data/test_group.yaml': 'args: [--all]\n',
      'data/secret/01.yaml': 'args: [-n, 7, "", "two words"]\n',
      'data/secret/g/test_group.yaml': 'args: -x -y\n',
      'data/secret/g/1.in': '1\n',
      'data/secret/g/1.ans': '1\n',
      'data/secret/g/2.in': '1\n',
      'data/secret/g/2.ans': '1\n',
      'data/secret/g/2.yaml': 'args: []\n',
    }),
  );
  expect(tests.map(({ name, args }) => [name, args])).toEqual([
    ['sample/1', ['--all']],
    ['secret/01', ['-n', '7', '', 'two words']],
    ['secret/g/1', ['-x', '-y']],
    ['secret/g/2', null],
  ]);
  const plain = await readZipPackage(pack());
  expect(plain.tests.map(({ args }) => args)).toEqual([null, null]);
  expect(await refusal({ 'data/secret/01.yaml': `args: [${'x'.repeat(20_000)}]\n` })).toMatch(
    /01\.yaml: args are more/,
  );
  expect(await refusal({ 'data/secret/01.yaml': `input_validator_args: [${'x'.repeat(20_000)}]\n` })).toMatch(
    /01\.yaml: input_validator_args are more/,
  );
});
