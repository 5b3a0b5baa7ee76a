import { expect, test } from 'vitest';
import { readGeneratorPlan } from './generator-plan.ts';
import { acceptingStatus, programsBelow } from './programs.ts';

test('tests are found in maps and numbered in lists, with seeds that stay', () => {
  const text = `
random_salt: abc
generators: {tree: [tree.py, lib.py]}
data:
  sample:
    data:
      '1': {in: "1", ans: "2"}
  secret:
    data:
      - small: tree 3 {seed}
      - '': gen.py {name} {seed:2}
        big:
          data: {deep: "gen.py 5"}
  invalid_input:
    data: {bad: gen.py 0}
`;
  const plan = readGeneratorPlan(text);
  expect(plan.tests.map(({ name, program, args }) => [name, program, args.length])).toEqual([
    ['secret/1-small', 'tree', 2],
    ['secret/2', 'gen.py', 2],
    ['secret/3-big/deep', 'gen.py', 1],
  ]);
  expect(plan.tests[1]?.args[0]).toBe('2');
  expect(readGeneratorPlan(text)).toEqual(plan);
  expect(readGeneratorPlan(text.replace('abc', 'abd')).tests[0]?.args).not.toEqual(plan.tests[0]?.args);
  expect(plan.programs.get('tree')).toEqual(['tree.py', 'lib.py']);
  expect(plan.unread).toEqual(['invalid_input/bad: only tests below sample and secret are made here.']);
});

test.each([
  ['data: [', /not valid YAML, line 1/],
  ['data: 5', /must be a map or a list/],
  ['data: {secret: {data: {"..": gen.py}}}', /no name/],
  ['data: {secret: {data: {a: /bin/sh}}}', /no program of generators/],
  [`data: {secret: {data: {a: "gen.py${' 1'.repeat(101)}"}}}`, /data\/secret\/a: its arguments are more than/],
])('%s is refused', (text, message) => {
  expect(() => readGeneratorPlan(text)).toThrow(message);
});

test('programs are files or folders, with the headers beside them', () => {
  const programs = programsBelow(
    [
      { path: 'input_validators/check.cpp', content: '#include "testlib.h"\nint main() { registerValidation(); }' },
      { path: 'input_validators/testlib.h', content: '' },
      { path: 'input_validators/more/util.py', content: '' },
      { path: 'input_validators/more/main.py', content: '' },
      { path: 'input_validators/README.md', content: '' },
    ],
    'input_validators',
  );
  expect(programs.map(({ path, language, files }) => [path, language, files.map(({ name }) => name)])).toEqual([
    ['input_validators/check.cpp', 'cpp17', ['check.cpp', 'testlib.h']],
    ['input_validators/more', 'python3', ['main.py', 'util.py']],
  ]);
  expect(programs.map(acceptingStatus)).toEqual([0, 42]);
});
