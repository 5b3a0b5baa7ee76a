import { describe, expect, test } from 'vitest';
import { pack, refusal, YAML } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';
import type { ProblemPackage } from './types.ts';

const SCORING = `${YAML}type: scoring\n`;
const CPP = 'int main() { return 42; }\n';
const group = (path: string, yaml: string, tests = 1): Readonly<Record<string, string>> => ({
  [`data/secret/${path}/test_group.yaml`]: yaml,
  ...Object.fromEntries(
    Array.from({ length: tests }, (_, n) => [
      [`data/secret/${path}/${n + 1}.in`, '1 1\n'],
      [`data/secret/${path}/${n + 1}.ans`, '2\n'],
    ]).flat(),
  ),
});
const noTopTest = { 'data/secret/01.in': null, 'data/secret/01.ans': null };

function read(changes: Readonly<Record<string, string | null>>): Promise<ProblemPackage> {
  return readZipPackage(pack(changes));
}

describe('a validator of its own', () => {
  test('a folder of one program, the file to start first', async () => {
    const { judging } = await read({
      'output_validator/lib.h': '// helpers\n',
      'output_validator/check.cpp': CPP,
      'data/secret/test_group.yaml': 'output_validator_args: [--strict, "7"]\n',
    });
    expect(judging).toEqual({
      kind: 'pass-fail',
      check: {
        kind: 'custom',
        protocol: 'kattis',
        flags: [],
        program: {
          path: 'output_validator/check.cpp',
          language: 'cpp17',
          files: [
            { name: 'check.cpp', content: CPP },
            { name: 'lib.h', content: '// helpers\n' },
          ],
        },
      },
      interactive: false,
      passes: 1,
      groups: [],
      include: [],
    });
  });
  test.each([
    ['a file', { 'output_validators/check.py': 'x' }, 'output_validators/check.py', 'check.py'],
    [
      'a folder',
      { 'output_validators/mine/main.py': 'x', 'output_validators/mine/util.py': 'y' },
      'output_validators/mine/main.py',
      'main.py',
    ],
  ])('of older packages: %s', async (_, files, path, name) => {
    const { judging } = await read({ 'problem.yaml': 'name: S\nvalidation: custom\n', ...files });
    expect(judging.check).toMatchObject({ program: { path, language: 'python3' } });
    if (judging.check.kind === 'custom') expect(judging.check.program.files[0]?.name).toBe(name);
  });
  test('of older packages: not used when problem.yaml does not ask for it', async () => {
    const pkg = await read({ 'problem.yaml': 'name: S\n', 'output_validators/check.py': 'x' });
    expect(pkg.judging.check.kind).toBe('default');
    expect(pkg.warnings.join()).toMatch(/output_validators\/check\.py is not used/);
  });
  test('testlib by its header, with a note, or by docket.yaml', async () => {
    const stock = '#ifndef OK_EXIT_CODE\n#   define OK_EXIT_CODE 0\n#endif\n#define WA_EXIT_CODE 1\n';
    const byHeader = await read({ 'output_validator/check.cpp': CPP, 'output_validator/testlib.h': stock });
    expect(byHeader.judging.check).toMatchObject({ protocol: 'testlib' });
    expect(byHeader.warnings.join()).toMatch(/checker: kattis/);
    const written = { 'output_validator/check.cpp': CPP, 'docket.yaml': 'checker: testlib\n' };
    expect((await read(written)).judging.check).toMatchObject({ protocol: 'testlib' });
  });
});

describe('conventions of packages that were converted', () => {
  test.each([
    ['by a macro', '#define OK_EXIT_CODE 42\n#define WA_EXIT_CODE 43\n'],
    ['by a macro in brackets', '#ifdef X\n#  define OK_EXIT_CODE (42)\n#else\n#  define OK_EXIT_CODE 0\n#endif\n'],
    ['by a constant', 'constexpr int OK_EXIT_CODE = 42;\n'],
  ])("testlib that was made for this format's call, %s", async (_, header) => {
    const files = { 'output_validator/check.cpp': CPP, 'output_validator/testlib.h': header };
    const { judging, warnings } = await read(files);
    expect(judging.check).toMatchObject({ protocol: 'kattis' });
    expect(warnings).toEqual([]);
    expect((await read({ ...files, 'docket.yaml': 'checker: testlib\n' })).judging.check).toMatchObject({
      protocol: 'testlib',
    });
  });

  test('a testlib.h that says nothing of exit statuses is not called as testlib is, and it is said', async () => {
    const files = { 'output_validator/check.cpp': CPP, 'output_validator/testlib.h': 'enum { _ok = 42, _wa = 43 };\n' };
    const { judging, warnings } = await read(files);
    expect(judging.check).toMatchObject({ protocol: 'kattis' });
    expect(warnings.join()).toMatch(/testlib\.h does not say which exit status accepts .* set "checker: testlib"/);
    expect((await read({ ...files, 'docket.yaml': 'checker: testlib\n' })).judging.check).toMatchObject({
      protocol: 'testlib',
    });
  });

  test("each version understands the other's folder", async () => {
    const older = await read({ 'problem.yaml': 'name: S\nvalidation: custom\n', 'output_validator/check.py': 'x' });
    expect(older.judging.check).toMatchObject({ program: { path: 'output_validator/check.py' } });
    expect(older.warnings.join()).toMatch(/output_validator\/ is what the other version of the format calls/);
    const newer = await read({ 'output_validators/mine/check.py': 'x' });
    expect(newer.judging.check).toMatchObject({ program: { path: 'output_validators/mine/check.py' } });
    const both = await read({ 'output_validators/a.py': 'x', 'output_validator/b.py': 'x' });
    expect(both.judging.check).toMatchObject({ program: { path: 'output_validator/b.py' } });
    expect(both.warnings.join()).toMatch(/output_validators\/ is not used/);
  });

  test('scripts are not run, and what lies beside them is compiled', async () => {
    const { judging, warnings } = await read({
      'output_validator/build': '#!/bin/sh\nc++ check.cpp -o run\n',
      'output_validator/check.cpp': CPP,
    });
    expect(judging.check).toMatchObject({ program: { language: 'cpp17', files: [{ name: 'check.cpp' }] } });
    expect(warnings.join()).toMatch(/output_validator\/build is not run/);
  });

  test('the module to start, and languages of older packages', async () => {
    const module = { 'output_validator/__main__.py': 'x', 'output_validator/__init__.py': '' };
    expect((await read(module)).judging.check).toMatchObject({
      program: { path: 'output_validator/__main__.py', language: 'python3' },
    });
    expect((await read({ 'output_validator/Check.java': 'x' })).judging.check).toMatchObject({
      program: { language: 'java' },
    });
  });
});

describe('types', () => {
  test.each([
    ['interactive', 'type: [pass-fail, interactive]\n', { kind: 'pass-fail', interactive: true, passes: 1 }],
    [
      'multi-pass',
      'type: multi-pass\nlimits: {validation_passes: 5}\n',
      { kind: 'pass-fail', interactive: false, passes: 5 },
    ],
    ['both, two passes unless told', 'type: [interactive, multi-pass]\n', { interactive: true, passes: 2 }],
    ['scoring and interactive', 'type: [scoring, interactive]\n', { kind: 'scoring', interactive: true }],
  ])('%s', async (_, yaml, judging) => {
    const text = `problem_format_version: 2025-09\nname: S\n${yaml}`;
    expect((await read({ 'problem.yaml': text, 'output_validator/c.cpp': CPP })).judging).toMatchObject(judging);
  });
  test('older packages say it in validation', async () => {
    const { judging } = await read({
      'problem.yaml': 'name: S\ntype: scoring\nvalidation: custom interactive score\n',
      'output_validators/c.py': 'x',
    });
    expect(judging).toMatchObject({
      kind: 'scoring',
      interactive: true,
      groups: [{ path: '' }, { path: 'sample' }, { path: 'secret', testMax: null }],
    });
  });
  test('own ways to compare', async () => {
    expect((await read({ 'docket.yaml': 'compare: unordered-lines\n' })).judging.check).toEqual({
      kind: 'default',
      flags: ['unordered_lines'],
    });
  });
});

describe('groups of points', () => {
  test('points nobody gave are shared out, and sample makes none', async () => {
    const { judging } = await read({
      'problem.yaml': SCORING,
      ...group('a', 'scoring: {score: 40}\n', 2),
      ...group('b', 'scoring: {aggregation: min, require_pass: [sample, secret/a]}\n'),
    });
    expect(judging.groups).toEqual([
      {
        path: 'secret',
        aggregation: 'sum',
        maxScore: 100,
        testScore: 30,
        testMax: 30,
        rejectScore: 0,
        requires: [],
        stopAtFailure: false,
      },
      {
        path: 'secret/a',
        aggregation: 'pass-fail',
        maxScore: 40,
        testScore: null,
        testMax: null,
        rejectScore: 0,
        requires: [],
        stopAtFailure: true,
      },
      {
        path: 'secret/b',
        aggregation: 'min',
        maxScore: 30,
        testScore: 30,
        testMax: 30,
        rejectScore: 0,
        requires: ['sample', 'secret/a'],
        stopAtFailure: true,
      },
    ]);
  });
  test('unbounded: the program says what a test is worth', async () => {
    const { judging } = await read({
      'problem.yaml': SCORING,
      'data/secret/test_group.yaml': 'scoring: {score: unbounded}\n',
      'output_validator/c.py': 'x',
    });
    expect(judging.groups).toMatchObject([{ path: 'secret', maxScore: null, testScore: null, testMax: null }]);
  });
  test('older packages: testdata.yaml, inherited', async () => {
    const { judging } = await read({
      'problem.yaml': 'name: S\ntype: scoring\n',
      ...noTopTest,
      'data/testdata.yaml': 'on_reject: continue\ngrader_flags: ignore_sample\nrange: 0 100\n',
      'data/secret/testdata.yaml': 'grader_flags: sum\n',
      'data/secret/g1/testdata.yaml': 'on_reject: break\naccept_score: 30\nrange: 0 30\ngrader_flags: min\n',
      'data/secret/g1/1.in': '1',
      'data/secret/g1/1.ans': '1',
      'data/secret/g2/testdata.yaml': 'accept_score: 35\n',
      'data/secret/g2/1.in': '1',
      'data/secret/g2/1.ans': '1',
      'data/secret/g2/2.in': '1',
      'data/secret/g2/2.ans': '1',
    });
    expect(
      judging.groups.map(({ path, aggregation, maxScore, testScore, stopAtFailure }) => [
        path,
        aggregation,
        maxScore,
        testScore,
        stopAtFailure,
      ]),
    ).toEqual([
      ['', 'sum', 100, 1, false],
      ['sample', 'sum', 1, 1, false],
      ['secret', 'sum', 100, 1, false],
      ['secret/g1', 'min', 30, 30, true],
      ['secret/g2', 'sum', 70, 35, false],
    ]);
  });
});

describe('what contradicts itself or is not judged is refused with the file and the remedy', () => {
  test.each<[string, Readonly<Record<string, string | null>>, RegExp]>([
    [
      'custom without a program',
      { 'problem.yaml': 'name: S\nvalidation: custom\n' },
      /^package_invalid: .*no program in output_validators\//,
    ],
    [
      'score without custom',
      { 'problem.yaml': 'name: S\nvalidation: default score\n' },
      /^package_invalid: .*needs custom before it/,
    ],
    [
      'an unknown word',
      { 'problem.yaml': 'name: S\nvalidation: custom quick\n' },
      /^package_invalid: .*"quick" is not known/,
    ],
    ['an unknown type', { 'problem.yaml': `${YAML}type: contest\n` }, /^package_invalid: .*type "contest"/],
    ['pass-fail and scoring', { 'problem.yaml': `${YAML}type: [pass-fail, scoring]\n` }, /^package_invalid: .*both/],
    [
      'interactive without a program',
      { 'problem.yaml': `${YAML}type: interactive\n` },
      /^package_invalid: .*an interactive problem needs a program/,
    ],
    [
      'two programs',
      { 'problem.yaml': 'name: S\nvalidation: custom\n', 'output_validators/a.py': 'x', 'output_validators/b.py': 'x' },
      /^package_unsupported: output_validators\/ holds 2 programs/,
    ],
    [
      'a folder without a program',
      { 'output_validator/readme.md': 'x' },
      /^package_invalid: output_validator\/ holds no program/,
    ],
    [
      'another language',
      { 'output_validator/check.hs': 'x' },
      /^package_unsupported: output_validator\/check\.hs: .*C, C\+\+ or Python/,
    ],
    [
      'mixed languages',
      { 'output_validator/a.py': 'x', 'output_validator/b.cpp': CPP },
      /^package_invalid: .*mixes languages/,
    ],
    [
      'two Python files and no main',
      { 'output_validator/a.py': 'x', 'output_validator/b.py': 'x' },
      /^package_invalid: .*Name the one to start main\.py/,
    ],
    [
      'compare beside a validator',
      { 'output_validator/a.py': 'x', 'docket.yaml': 'compare: exact\n' },
      /^package_invalid: docket\.yaml: compare has no meaning/,
    ],
    [
      'an unknown way to compare',
      { 'docket.yaml': 'compare: fuzzy\n' },
      /^package_invalid: docket\.yaml: compare must be one of tokens, exact, unordered-lines/,
    ],
    [
      'an unknown convention',
      { 'output_validator/a.py': 'x', 'docket.yaml': 'checker: hydra\n' },
      /^package_invalid: docket\.yaml: checker must be one of kattis, testlib/,
    ],
    [
      'too many passes',
      {
        'problem.yaml': `${YAML.replace('time_limit: 1', 'time_limit: 1\n  validation_passes: 99')}type: multi-pass\n`,
        'output_validator/a.py': 'x',
      },
      /^package_invalid: .*validation_passes is 99; give a whole number from 2 to 50/,
    ],
    [
      'more points than there are',
      {
        'problem.yaml': SCORING,
        ...noTopTest,
        ...group('a', 'scoring: {score: 60}\n'),
        ...group('b', 'scoring: {score: 60}\n'),
      },
      /^package_invalid: data\/secret\/ makes at most 100 points, but its groups make 120/,
    ],
    [
      'a later group needed',
      {
        'problem.yaml': SCORING,
        ...group('a', 'scoring: {score: 10, require_pass: secret/b}\n'),
        ...group('b', 'scoring: {score: 10}\n'),
      },
      /^package_invalid: data\/secret\/a\/test_group\.yaml: .*must be judged before/,
    ],
    [
      'nothing needed',
      { 'problem.yaml': SCORING, ...group('a', 'scoring: {score: 10, require_pass: secret/zz}\n') },
      /^package_invalid: .*names "secret\/zz", but no test is there/,
    ],
    [
      'a sum needed',
      {
        'problem.yaml': SCORING,
        ...group('a', 'scoring: {score: 10, aggregation: sum}\n'),
        ...group('b', 'scoring: {score: 10, require_pass: secret/a}\n'),
      },
      /^package_invalid: .*never passed as a whole/,
    ],
    [
      'unbounded in bounded',
      { 'problem.yaml': SCORING, ...group('a', 'scoring: {score: unbounded, aggregation: sum}\n') },
      /^package_invalid: .*unbounded only where/,
    ],
    [
      'negative points',
      { 'problem.yaml': SCORING, ...group('a', 'scoring: {score: -1}\n') },
      /^package_invalid: .*not negative/,
    ],
    [
      'an unknown aggregation',
      { 'problem.yaml': SCORING, ...group('a', 'scoring: {score: 1, aggregation: avg}\n') },
      /^package_invalid: .*pass-fail, sum or min/,
    ],
    [
      'no secret test',
      { 'problem.yaml': SCORING, ...noTopTest },
      /^package_invalid: A scoring problem needs tests below data\/secret/,
    ],
    [
      'an older grader flag that is none',
      { 'problem.yaml': 'name: S\ntype: scoring\n', 'data/testdata.yaml': 'grader_flags: median\n' },
      /^package_invalid: data\/testdata\.yaml: grader_flags "median"/,
    ],
    [
      'an older range',
      { 'problem.yaml': 'name: S\ntype: scoring\n', 'data/testdata.yaml': 'range: 30 0\n' },
      /^package_invalid: data\/testdata\.yaml: range/,
    ],
    [
      'an older own grader',
      { 'problem.yaml': 'name: S\ntype: scoring\n', 'data/testdata.yaml': 'grading: custom\n' },
      /^package_unsupported: data\/testdata\.yaml: a grader of its own/,
    ],
    [
      'an older reaction',
      { 'problem.yaml': 'name: S\ntype: scoring\n', 'data/testdata.yaml': 'on_reject: panic\n' },
      /^package_invalid: data\/testdata\.yaml: on_reject/,
    ],
  ])('%s', async (_, changes, message) => {
    expect(await refusal(changes)).toMatch(message);
  });
});
