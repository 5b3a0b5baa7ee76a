import { describe, expect, test } from 'vitest';
import { failure } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';
import { writeZip } from './zip-writer.ts';

const problemXml = (options: { readonly tests: string; readonly groups?: string; readonly more?: string }): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<problem revision="7" short-name="two-sums" url="https://polygon.example/p/two-sums">
  <names><name language="english" value="Two &amp; Sums"/><name language="russian" value="Суммы"/></names>
  <statements>
    <statement charset="UTF-8" language="english" path="statements/english/problem.tex" type="application/x-tex"/>
    <statement language="english" path="statements/.pdf/english/problem.pdf" type="application/pdf"/>
  </statements>
  <judging cpu-name="x" cpu-speed="3600" input-file="" output-file="" run-count="1">
    <testset name="pretests"><time-limit>9000</time-limit></testset>
    <testset name="tests">
      <time-limit>1500</time-limit>
      <memory-limit>268435456</memory-limit>
      <test-count>3</test-count>
      <input-path-pattern>tests/%02d</input-path-pattern>
      <answer-path-pattern>tests/%02d.a</answer-path-pattern>
      <tests>${options.tests}</tests>
      ${options.groups ?? ''}
    </testset>
  </judging>
  <files><resources><file path="files/testlib.h" type="h.g++"/></resources></files>
  <assets>
    <checker name="std::ncmp.cpp" type="testlib"><source path="files/check.cpp" type="cpp.g++17"/></checker>
    ${options.more ?? ''}
    <solutions>
      <solution tag="main"><source path="solutions/main.cpp" type="cpp.g++17"/></solution>
      <solution tag="wrong-answer"><source path="solutions/wa.py" type="python.3"/></solution>
      <solution tag="time-limit-exceeded-or-accepted"><source path="solutions/slow.py" type="python.3"/></solution>
      <solution tag="do-not-run"><source path="solutions/never.py" type="python.3"/></solution>
    </solutions>
  </assets>
  <tags><tag value="math"/><tag value="easy"/></tags>
</problem>
`;

const PLAIN = '<test method="manual" sample="true"/><test method="generated" cmd="gen 1"/><test method="generated"/>';
const FILES: Readonly<Record<string, string>> = {
  'problem.xml': problemXml({ tests: PLAIN }),
  'files/check.cpp': '#include "testlib.h"\nint main() {}\n',
  'files/testlib.h': '#define OK_EXIT_CODE 0\n',
  'files/gen.cpp': 'int main() {}\n',
  'solutions/main.cpp': 'int main() {}\n',
  'solutions/wa.py': 'print(1)\n',
  'solutions/slow.py': 'print(2)\n',
  'solutions/never.py': 'print(3)\n',
  'statement-sections/english/legend.tex': 'Add \\textbf{both}. \\includegraphics{sum.png}',
  'statement-sections/english/input.tex': 'Two numbers.',
  'statement-sections/english/output.tex': 'Their sum.',
  'statement-sections/russian/legend.tex': 'Сложите.',
  ...Object.fromEntries(
    [1, 2, 3].flatMap((n) => [
      [`tests/0${n}`, `${n}\n`],
      [`tests/0${n}.a`, `${n}${n}\n`],
    ]),
  ),
};
const PICTURE = {
  path: 'statement-sections/english/sum.png',
  content: Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
};
const zipOf = (changes: Readonly<Record<string, string | null>> = {}): Buffer =>
  writeZip([
    ...Object.entries({ ...FILES, ...changes }).flatMap(([path, content]) =>
      content === null ? [] : [{ path, content }],
    ),
    PICTURE,
    { path: 'statements/.pdf/english/problem.pdf', content: '%PDF-1.5\n' },
  ]);

test('a plain package', async () => {
  const pkg = await readZipPackage(zipOf(), { name: 'two-sums-7$linux.zip' });
  expect(pkg).toMatchObject({
    slug: 'two-sums',
    name: 'Two & Sums',
    limits: { cpuMs: 1500, memoryBytes: 256 * 2 ** 20 },
    difficulty: 'easy',
    tags: ['math'],
    judging: {
      kind: 'pass-fail',
      interactive: false,
      check: {
        kind: 'custom',
        protocol: 'testlib',
        program: { path: 'output_validator/check.cpp', files: [{ name: 'check.cpp' }, { name: 'testlib.h' }] },
      },
    },
    statements: [
      { language: 'en', name: 'Two & Sums', pdf: 'statement/problem.en.pdf' },
      { language: 'ru', name: 'Суммы', markdown: 'Сложите.\n', pdf: null },
    ],
  });
  expect(pkg.statement).toBe(
    'Add **both**.\n\n![](<statement/sum.png>)\n\n## Input\n\nTwo numbers.\n\n## Output\n\nTheir sum.\n',
  );
  expect(pkg.tests.map(({ name, input, answer }) => [name, Buffer.concat([input, answer]).toString()])).toEqual([
    ['sample/1', '1\n11\n'],
    ['secret/2', '2\n22\n'],
    ['secret/3', '3\n33\n'],
  ]);
  expect(pkg.submissions.map(({ path, expects }) => [path, expects[0]?.permitted])).toEqual([
    ['submissions/accepted/main.cpp', ['AC']],
    ['submissions/slow_or_accepted/slow.py', ['AC', 'TLE']],
    ['submissions/wrong_answer/wa.py', ['AC', 'WA']],
  ]);
  expect(pkg.warnings).toEqual([]);
});

test('groups with points and dependencies', async () => {
  const tests = [
    '<test sample="true" group="0" points="0.0"/>',
    '<test group="1" points="10.0"/>',
    '<test group="1" points="20.0"/>',
  ].join('');
  const groups = `<groups>
    <group name="0" points-policy="complete-group"/>
    <group name="1" points-policy="each-test"><dependencies><dependency group="0"/></dependencies></group>
  </groups>`;
  const { judging, tests: read } = await readZipPackage(zipOf({ 'problem.xml': problemXml({ tests, groups }) }));
  expect(read.map(({ name }) => name)).toEqual(['sample/1', 'secret/002-1/1002/1', 'secret/002-1/1003/1']);
  expect(judging).toMatchObject({
    kind: 'scoring',
    groups: [
      { path: 'secret', maxScore: 30 },
      { path: 'secret/002-1', aggregation: 'sum', maxScore: 30, requires: ['sample'] },
      { path: 'secret/002-1/1002', aggregation: 'pass-fail', maxScore: 10 },
      { path: 'secret/002-1/1003', aggregation: 'pass-fail', maxScore: 20 },
    ],
  });
});

test('an interactor decides in place of the checker', async () => {
  const more = '<interactor><source path="files/talk.cpp" type="cpp.g++17"/></interactor>';
  const { judging, warnings } = await readZipPackage(
    zipOf({ 'problem.xml': problemXml({ tests: PLAIN, more }), 'files/talk.cpp': 'int main() {}\n' }),
  );
  expect(judging).toMatchObject({ interactive: true, check: { program: { path: 'output_validator/talk.cpp' } } });
  expect(warnings.join()).toMatch(/files\/check\.cpp is not used/);
});

describe('is refused', () => {
  test.each<[string, Readonly<Record<string, string | null>>, RegExp]>([
    ['without its tests', { 'tests/02': null, 'tests/03.a': null }, /tests\/02 and 1 more files .*full package/],
    ['without its checker', { 'files/check.cpp': null }, /names files\/check\.cpp, which is not in the package/],
    ['with broken XML', { 'problem.xml': '<problem><names></problem>' }, /problem\.xml is not valid XML/],
    ['with another root', { 'problem.xml': '<contest/>' }, /does not begin with <problem>/],
    ['with too much of it', { 'problem.xml': `<problem>${'<a/>'.repeat(200_000)}</problem>` }, /describes no problem/],
    [
      'with entities that grow',
      { 'problem.xml': '<!DOCTYPE p [<!ENTITY a "aaaa">]><problem/>' },
      /declares a document type/,
    ],
  ])('%s', async (_, changes, message) => {
    const error = await failure(readZipPackage(zipOf(changes)));
    expect(`${error.code}: ${error.message}`).toMatch(/^package_(?:invalid|too_large)/);
    expect(error.message).toMatch(message);
  });
});
