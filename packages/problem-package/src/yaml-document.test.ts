import { expect, test } from 'vitest';
import { readGeneratorPlan } from './generator-plan.ts';
import { refusal } from './package-samples.ts';
import { parseYaml } from './yaml-document.ts';

/** Processor time that a map of so many keys takes, in microseconds. */
function costOf(keys: number): number {
  const text = Array.from({ length: keys }, (_, at) => `k${at}: 1`).join('\n');
  const before = process.cpuUsage();
  expect(parseYaml(text).doubled).toBeNull();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

test('a file of many keys takes as long as it is, and not its square', () => {
  costOf(3_000);
  expect(costOf(30_000)).toBeLessThan(14 * costOf(6_000));
});

test.each([
  ['a: 1\nb: 2\na: 3\n', 3],
  ['a:\n  x: 1\n  "x": 2\n', 3],
  ['- {x: 1}\n- {x: 2}\n', null],
  ['a: 1\nb: [\n', null],
])('%j has a key twice in line %j', (text, line) => {
  expect(parseYaml(text).doubled).toBe(line);
});

test('a plan of generators that names itself, or a key twice, is refused', () => {
  expect(() => readGeneratorPlan('data: &a\n  secret:\n    data: *a\n')).toThrow(/too long for the path of a test/);
  expect(() => readGeneratorPlan('data:\n  secret: {}\n  secret: {}\n')).toThrow(/line 3: a key is given twice/);
  const bomb = [
    'a: &a [1, 1]',
    ...[...'bcdefgh'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join()}]`),
  ];
  expect(() => readGeneratorPlan(bomb.join('\n'))).toThrow(/package|cannot be read/);
});

test('a signature with a key that is given twice is refused with its line', async () => {
  const signature = 'function: pair\nfunction: other\nparameters: []\nreturns: int\n';
  expect(await refusal({ 'signature.yaml': signature })).toMatch(/line 2.*given twice/);
});
