import type { Signature } from '@docket/contracts/judge/signature';
import { expect, test } from 'vitest';
import { argumentFault, argumentsOf, shownArguments, withArgument } from './function-arguments.ts';

const pair: Signature = {
  kind: 'function',
  name: 'pairFor',
  parameters: [
    { name: 'values', type: { base: 'int', dimensions: 1 } },
    { name: 'target', type: { base: 'int', dimensions: 0 } },
  ],
  returns: { base: 'int', dimensions: 1 },
  changes: null,
  methods: [],
  compare: { order: 'exact', tolerance: null },
};

test('a case is told and changed by its arguments', () => {
  expect(shownArguments(pair, '[1,2]\n3\n')).toBe('values = [1,2]\ntarget = 3');
  expect(argumentsOf(pair, '').map(({ name, type, text }) => [name, type, text])).toEqual([
    ['values', 'int[]', ''],
    ['target', 'int', ''],
  ]);
  expect(withArgument(pair, '[1,2]\n3\n', 1, '4')).toBe('[1,2]\n4\n');
  expect(withArgument(pair, '', 0, '[1,\n2]')).toBe('[1, 2]\n\n');
});

test('what cannot be run is said of its argument', () => {
  expect(argumentFault(pair, '[1,2]\n3\n')).toBeUndefined();
  expect(argumentFault(pair, '[1,true]\n3\n')).toEqual({
    index: 0,
    text: 'values[1]: true is not a whole number of 32 bits.',
  });
  expect(argumentFault(pair, '[1]\n"x"\n')?.index).toBe(1);
});
