import { expect, test } from 'vitest';
import { pack, YAML } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';

const read = (files: Readonly<Record<string, string>>) => readZipPackage(pack(files));

test('a statement’s own text stands for a sample, which is judged as before', async () => {
  const { shownSamples, tests, warnings } = await read({
    'data/sample/1.in.statement': '1 2\r\n...\n',
    'data/sample/1.out': '3.0\n',
    'data/sample/2.in': '4 4\n',
    'data/sample/2.ans': '8\n',
    'data/sample/2.ans.statement': 'eight\n',
    'data/sample/2.out': '8.0\n',
  });
  expect(shownSamples).toEqual([
    { name: 'sample/1', input: '1 2\n...\n', answer: '3.0\n' },
    { name: 'sample/2', input: null, answer: 'eight\n' },
  ]);
  expect(tests.map(({ name, input }) => [name, String(input)])).toEqual([
    ['sample/1', '1 2\n'],
    ['sample/2', '4 4\n'],
    ['secret/01', '5 5\n'],
  ]);
  expect(warnings).toEqual([]);
});

test('one without a test is shown where both halves are there', async () => {
  const { shownSamples, tests, warnings } = await read({
    'data/sample/3.in.statement': 'a\n',
    'data/sample/3.ans.statement': 'b\n',
    'data/sample/4.in.statement': 'a\n',
    'data/sample/4.out': 'b\n',
  });
  expect(shownSamples).toEqual([{ name: 'sample/3', input: 'a\n', answer: 'b\n' }]);
  expect(tests).toHaveLength(2);
  expect(warnings).toEqual([expect.stringMatching(/sample\/4.*no test of that name.*both/)]);
});

test('of an interactive sample in the legacy format they are all that is shown', async () => {
  const talk = {
    'problem.yaml': `${YAML.replace('2025-09', 'legacy')}validation: custom interactive\n`,
    'output_validators/talk.py': 'exit(42)\n',
    'data/sample/1.in.statement': 'ask\n',
  };
  const half = await read(talk);
  expect(half.shownSamples).toEqual([]);
  expect(half.warnings.join('\n')).toMatch(/sample\/1: the files of interactive samples are not shown/);
  const whole = await read({ ...talk, 'data/sample/1.ans.statement': 'told\n' });
  expect(whole.shownSamples).toEqual([{ name: 'sample/1', input: 'ask\n', answer: 'told\n' }]);
  expect(whole.warnings.join('\n')).not.toMatch(/sample/);
});

test.each([
  ['NUL', 'a\0b', /no UTF-8 text/],
  ['too much', 'x'.repeat(70_000), /too long/],
])('what cannot be shown is left out, and the import says why: %s', async (_, text, why) => {
  const { shownSamples, warnings } = await read({ 'data/sample/1.in.statement': text });
  expect(shownSamples).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(why)]);
});

test('other files for downloads are reported', async () => {
  const { warnings } = await read({ 'data/sample/1.in.download': '1\n', 'data/sample/1.ans.download': '1\n' });
  expect(warnings).toEqual([expect.stringMatching(/1\.ans\.download and 1 more: solvers are given/)]);
});
