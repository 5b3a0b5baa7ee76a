import { expect, test } from 'vitest';
import { pack, YAML } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';

const TALK = {
  'problem.yaml': `${YAML}type: [pass-fail, interactive]\n`,
  'output_validator/talk.py': 'exit(42)\n',
};
const PASSES = {
  ...TALK,
  'problem.yaml': `${YAML.replace('time_limit: 1', 'time_limit: 1\n  validation_passes: 3')}type: [pass-fail, multi-pass]\n`,
};

const read = (files: Readonly<Record<string, string>>) => readZipPackage(pack(files));
const judge = (text: string) => ({ speaker: 'judge', text });
const program = (text: string) => ({ speaker: 'program', text });

test('conversations are read in the order of their names, with and without a sample of the name', async () => {
  const { interactions, warnings, tests } = await read({
    ...TALK,
    'data/sample/2.interaction': '<7\r\n>  4\r\n<\r\n',
    'data/sample/1.interaction': '< 10\n> 5\n< lower\n>\n\n',
  });
  expect(interactions).toEqual([
    { name: 'sample/1', passes: [[judge('10'), program('5'), judge('lower'), program('')]] },
    // Not all lines have a blank after the sign, so it is the program's.
    { name: 'sample/2', passes: [[judge('7'), program('  4'), judge('')]] },
  ]);
  expect(warnings).toEqual([]);
  // None of them is judged.
  expect(tests.map(({ name }) => name)).toEqual(['sample/1', 'secret/01']);
});

test('three dashes stand between passes, where there may be several', async () => {
  const file = { 'data/sample/1.interaction': '<1\n>2\n---\n<2\n>---\n' };
  expect((await read({ ...PASSES, ...file })).interactions).toEqual([
    {
      name: 'sample/1',
      passes: [
        [judge('1'), program('2')],
        [judge('2'), program('---')],
      ],
    },
  ]);
  expect(await read({ ...TALK, ...file })).toMatchObject({
    interactions: [],
    warnings: [expect.stringMatching(/1\.interaction has the line --- \(line 3\).*not shown/)],
  });
});

test.each([
  ['a line of neither', '<1\nwell\n', /neither < nor > \(line 2\)/],
  ['nothing', '', /nothing is said/],
  ['NUL', '<\0\n', /no UTF-8 text/],
  ['too much', `<${'x'.repeat(70_000)}\n`, /too long/],
])('one that cannot be read is left out, and the import says why: %s', async (_, text, why) => {
  const { interactions, warnings } = await read({ ...TALK, 'data/sample/1.interaction': text });
  expect(interactions).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(why)]);
});

test('other problems have none, and what says the same in another way is reported', async () => {
  expect(await read({ 'data/sample/1.interaction': '<1\n' })).toMatchObject({
    interactions: [],
    warnings: [expect.stringContaining('only interactive and multi-pass problems')],
  });
  const both = await read({ ...TALK, 'data/sample/1.interaction': '<1\n>2\n', 'data/sample/1.in.statement': '1\n' });
  expect(both.interactions).toHaveLength(1);
  expect(both.warnings).toEqual([expect.stringMatching(/1\.in\.statement must not be there beside .*1\.interaction/)]);
});
