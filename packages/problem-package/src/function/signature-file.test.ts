import { expect, test } from 'vitest';
import { readPackage } from '../read-package.ts';
import { readSignature } from './signature-file.ts';
import { DRIVERS, starters, withDriver } from './table.ts';

const PAIR = 'function: pairFor\nparameters:\n  values: int[]\n  target: int\nreturns: int[]\ncompare: any\n';
const SHELF =
  'class: Shelf\nconstructor:\n  places: int\nmethods:\n  take:\n    parameters:\n      title: string\n    returns: int\n  clear:\n';

function files(texts: Readonly<Record<string, string>>) {
  return {
    name: null,
    paths: Object.keys(texts),
    read: (path: string) => Promise.resolve(Buffer.from(texts[path] ?? '')),
  };
}

const signatureOf = (text: string) => readSignature(files({ 'signature.yaml': text }));

test('a signature is read; a package without one is none of a function', async () => {
  expect(await readSignature(files({}))).toBeNull();
  expect(await signatureOf(PAIR)).toMatchObject({
    kind: 'function',
    name: 'pairFor',
    parameters: [{ name: 'values', type: { base: 'int', dimensions: 1 } }, { name: 'target' }],
    returns: { base: 'int', dimensions: 1 },
    compare: { order: 'any', tolerance: null },
  });
  expect(await signatureOf(SHELF)).toMatchObject({
    kind: 'class',
    name: 'Shelf',
    methods: [
      { name: 'take', returns: { base: 'int' } },
      { name: 'clear', parameters: [], returns: null },
    ],
  });
  expect(await signatureOf('function: f\nreturns: float\n')).toMatchObject({ compare: { tolerance: 1e-6 } });
});

test.each([
  ['an unknown type', PAIR.replace('int[]', 'map'), 'line 3: "map" is no type'],
  ['four dimensions', PAIR.replace('int[]', 'int[][][][]'), 'line 3: "int[][][][]" is no type'],
  ['a keyword as a parameter', PAIR.replace('target', 'end'), 'line 4: "end" is a keyword of Ruby'],
  [
    'a keyword once it is written as the language does',
    PAIR.replace('target', 'elif'),
    'line 4: "elif" is a keyword of Python',
  ],
  ['a keyword as a method', SHELF.replace('take', 'delete'), 'line 5: "delete" is a keyword of C++'],
  ['a name of the judge’s', PAIR.replace('pairFor', 'docketBegin'), 'line 1: "docketBegin" is a name of the judge'],
  ['a class that is there', SHELF.replace('Shelf', 'ListNode'), 'line 1: "ListNode" is a name of the judge'],
  ['a function of the C library', PAIR.replace('pairFor', 'strtol'), 'line 1: "strtol" is a keyword of C'],
  ['a name in snake case', PAIR.replace('target', 'the_target'), 'line 4: "the_target" cannot be a name'],
  ['both', `${PAIR}class: A\n`, 'line 1: must say either function: or class:'],
  [
    'nothing that is returned or changed',
    'function: f\nparameters:\n  a: int[]\n',
    'line 1: the function returns nothing',
  ],
  [
    'a change of what cannot be changed',
    'function: f\nparameters:\n  a: int\nchanges: a\n',
    'line 4: changes: a is a plain value',
  ],
  ['an unknown key', `${PAIR}checks: x\n`, 'line 7: checks is no key'],
  [
    'any order of what has none',
    PAIR.replace('returns: int[]', 'returns: int'),
    'line 6: compare: any is for a result that is an array',
  ],
  ['a tolerance of whole numbers', `${PAIR}tolerance: 0.1\n`, 'line 7: tolerance: no result is a float'],
  ['a parameter twice', PAIR.replace('target', 'values'), 'line 4'],
  ['no methods', 'class: A\n', 'line 1: a class needs methods'],
])('refuses %s, with file and line', async (_, text, message) => {
  await expect(signatureOf(text)).rejects.toMatchObject({
    code: 'package_invalid',
    message: expect.stringContaining(`signature.yaml, ${message}`),
  });
});

const WHOLE = {
  'problem.yaml': 'problem_format_version: 2025-09\nname: Pair\nlimits: {time_limit: 1}\n',
  'signature.yaml': PAIR,
  'data/sample/1.in': '[2, 7]\n 9 \n',
  'data/sample/1.ans': '[1, 0]',
  'data/secret/1.in': '[1,1]\n2\n',
  'data/secret/1.ans': '[0,1]\n',
  'submissions/accepted/a.cpp': '1',
  'submissions/accepted/a.py': '2',
  'submissions/accepted/a.hs': '3',
};

test('a package brings its tests as drivers read them, models in an order of use, and languages with a driver', async () => {
  const pkg = await readPackage(files(WHOLE), { slug: 'pair' });
  expect(Buffer.from(pkg.tests[0]?.input ?? []).toString()).toBe('[2,7]\n9\n');
  expect(Buffer.from(pkg.tests[0]?.answer ?? []).toString()).toBe('[1,0]\n');
  expect(pkg.judging.function?.models.map(({ language }) => language)).toEqual(['python3', 'cpp17']);
  expect(pkg.languages).toContain('ruby');
  expect(pkg.languages).not.toContain('haskell');
});

test.each([
  [
    'a value of another type',
    { 'data/secret/1.in': '[1,true]\n2\n' },
    'data/secret/1.in, line 1: values[1]: true is not',
  ],
  ['a missing argument', { 'data/secret/1.in': '[1]\n' }, 'data/secret/1.in, line 2: 1 lines'],
  ['what is no JSON', { 'data/sample/1.in': '[1\n2\n' }, 'data/sample/1.in, line 1: values: [1 is not JSON'],
  ['a number of more than 32 bits', { 'data/secret/1.in': '[1]\n2147483648\n' }, 'line 2: target: 2147483648 is not'],
  [
    'an answer of another type',
    { 'data/secret/1.ans': '"x"' },
    'data/secret/1.ans, line 1: the answer: x is not an array',
  ],
  [
    'languages without a driver',
    { 'problem.yaml': `${WHOLE['problem.yaml']}languages: [haskell]\n` },
    'problem.yaml: languages names none',
  ],
])('refuses a case that does not fit: %s', async (_, change, message) => {
  await expect(readPackage(files({ ...WHOLE, ...change }), { slug: 'pair' })).rejects.toMatchObject({
    code: 'package_invalid',
    message: expect.stringContaining(message),
  });
});

test('names the languages of problem.yaml that have no driver', async () => {
  const yaml = `${WHOLE['problem.yaml']}languages: [haskell, python3]\n`;
  const pkg = await readPackage(files({ ...WHOLE, 'problem.yaml': yaml }), { slug: 'pair' });
  expect(pkg.languages).not.toContain('haskell');
  expect(pkg.warnings).toContainEqual(expect.stringContaining('cannot be solved in haskell'));
});

test('each language has starter code, in its own way of names', async () => {
  const signature = await signatureOf(PAIR);
  if (signature === null) throw new Error('no signature');
  const texts = starters(signature);
  expect(Object.keys(texts)).toHaveLength(DRIVERS.flatMap(({ languages }) => languages).length);
  expect(texts['python3']).toBe(
    'class Solution:\n    def pair_for(self, values: list[int], target: int) -> list[int]:\n        pass\n',
  );
  expect(texts['csharp']).toContain('public int[] PairFor(int[] values, int target)');
  expect(texts['cpp17']).toContain('vector<int> pairFor(vector<int>& values, int target)');
});

test('a driver goes around one file, or the one of several that is named so', async () => {
  const signature = await signatureOf(PAIR);
  if (signature === null) throw new Error('no signature');
  const names = (given: readonly string[]) => {
    const wrapped = withDriver(
      given.map((name) => ({ name, content: '' })),
      'python3',
      signature,
    );
    return 'files' in wrapped ? wrapped.files.map(({ name }) => name) : wrapped.problem;
  };
  expect(names(['anything.py'])).toEqual(['solution.py', 'main.py']);
  expect(names(['help.py', 'main.py'])).toEqual(['solution.py', 'help.py', 'main.py']);
  expect(names(['help.py', 'more.py'])).toMatch(/one must be called solution.py/);
  expect(names(['solution.py', 'main.py'])).toMatch(/main.py is the name of a file of the judge/);
});
