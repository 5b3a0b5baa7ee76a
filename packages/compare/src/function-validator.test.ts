import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Signature } from '@docket/contracts/judge/signature';
import { createFunctionValidator, readChannel } from './function-validator.ts';

const SECRET = 'cafe';
const EXACT = { order: 'exact', tolerance: null } as const;

function judge(
  answer: string,
  result: string,
  compare: Signature['compare'] = EXACT,
  given: Partial<Signature> = {},
  input = '',
) {
  const returns = { base: compare.tolerance === null ? 'long' : 'float', dimensions: 1 } as const;
  const signature: Signature = {
    kind: 'function',
    name: 'f',
    parameters: [],
    returns,
    changes: null,
    methods: [],
    compare,
    ...given,
  };
  const validator = createFunctionValidator(Buffer.from(`${answer}\n`), SECRET, signature, Buffer.from(input));
  validator.push(Buffer.from(`${SECRET} ${result}\n`));
  return validator.end();
}

test.each([
  ['', /ended before the function returned/],
  ['[1]\n', /something else was written/],
  [`${SECRET} [1]\n${SECRET} [1]\n`, /something else was written/],
  [`x${SECRET} [1]\n`, /something else was written/],
  [`${SECRET} [1]\nmore`, /something else was written/],
  [`${SECRET} [1]`, /something else was written/],
])('%j is no result', (written, problem) => {
  expect(readChannel(SECRET, Buffer.from(written))).toEqual({ problem: expect.stringMatching(problem) });
});

test('one frame is a result', () => {
  expect(readChannel(SECRET, Buffer.from(`${SECRET} [1]\n`))).toEqual({ result: '[1]' });
});

test('values are compared, and not their text', () => {
  expect(judge('[1,"é",null]', '[ 1 ,"\\u00e9",null]').accepted).toBe(true);
  expect(judge('[1,2]', '[1,3]')).toEqual({
    accepted: false,
    reason: null,
    difference: { line: 1, column: 1, expected: '[1]: 2', found: '[1]: 3' },
  });
  expect(judge('[1,2]', '[1]').difference).toMatchObject({ expected: '2 elements', found: '1 elements' });
  expect(judge('true', '1').accepted).toBe(false);
  expect(judge('"1"', '1').accepted).toBe(false);
  expect(judge('[]', 'null').accepted).toBe(false);
  expect(judge('[1]', '{"a":1}').reason).toMatch(/not JSON/);
});

test('whole numbers of 64 bits are exact', () => {
  expect(judge('9007199254740993', '9007199254740992').accepted).toBe(false);
  expect(judge('[9007199254740993]', '[ 9007199254740993]').accepted).toBe(true);
  expect(judge('9007199254740993', '"\\u00009007199254740993"').accepted).toBe(false);
});

test('a float that stands for a whole number of 64 bits is another one', () => {
  expect(judge('9007199254740993', '9007199254740992.0').accepted).toBe(false);
  expect(judge('[5]', '[5.0]').accepted).toBe(true);
});

test('of a class only what returns floats may be near', () => {
  const float = { base: 'float', dimensions: 0 } as const;
  const int = { base: 'int', dimensions: 0 } as const;
  const methods = [
    { name: 'mean', parameters: [], returns: float },
    { name: 'count', parameters: [], returns: int },
  ];
  const near = { order: 'exact', tolerance: 1e-6 } as const;
  const given = { kind: 'class', name: 'C', returns: null, methods } as const;
  const calls = '["C","mean","count"]\n[[],[],[]]\n';
  expect(judge('[null,0.5,1000001]', '[null,0.5000001,1000001]', near, given, calls).accepted).toBe(true);
  expect(judge('[null,0.5,1000001]', '[null,0.5,1000000]', near, given, calls).difference).toMatchObject({
    found: '[2]: 1000000',
  });
});

test('a hostile result is wrong, in a moment', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(judge('[0,1]', deep(5_200)).reason).toMatch(/not JSON of a result/);
  expect(judge(deep(7), ` ${deep(7)}`).accepted).toBe(true);
  expect(judge('[0,1]', `[${'1'.repeat(100_000)}]`).reason).toMatch(/far longer/);
  const long = JSON.stringify(Array.from({ length: 60_000 }, () => 1));
  expect(judge(long, `[${'1'.repeat(1_000_000)}]`).accepted).toBe(false);
});

test('floats are near enough, also where a language writes them as whole numbers', () => {
  const near = { order: 'exact', tolerance: 1e-6 } as const;
  expect(judge('[0.5,2000000]', '[0.5000004,2000001]', near).accepted).toBe(true);
  expect(judge('[0.5]', '[0.50001]', near).accepted).toBe(false);
  expect(judge('5851615843182033000', '5.851615843182033E18', near).accepted).toBe(true);
  expect(judge('[1]', '["NaN"]', near).accepted).toBe(false);
});

test('any order of elements, and of what is in them, is a matter of the setting', () => {
  const lists = fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(lists, fc.func(fc.nat()), (list, key) => {
      const outer = list.toSorted((a, b) => key(a) - key(b));
      const inner = outer.map((one) => one.toReversed());
      expect(judge(JSON.stringify(list), JSON.stringify(outer), { order: 'any', tolerance: null }).accepted).toBe(true);
      expect(
        judge(JSON.stringify(list), JSON.stringify(inner), { order: 'any-nested', tolerance: null }).accepted,
      ).toBe(true);
      const more = JSON.stringify([...outer, [9]]);
      expect(judge(JSON.stringify(list), more, { order: 'any', tolerance: null }).accepted).toBe(false);
    }),
  );
  expect(judge('[[1,2]]', '[[2,1]]', { order: 'any', tolerance: null }).accepted).toBe(false);
  expect(judge('[1,1,2]', '[1,2,2]', { order: 'any', tolerance: null }).accepted).toBe(false);
});
