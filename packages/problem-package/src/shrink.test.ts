import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextShrinkings, startShrinking, type ShrinkState } from './shrink.ts';

/** Shrinks to the end, laid down and taken up again after every few tries. */
function shrink(text: string, fails: (text: string) => boolean, batch = 7): { text: string; tries: number } {
  let state: ShrinkState = startShrinking(text);
  for (let tries = 0; ;) {
    const { some, next } = nextShrinkings(JSON.parse(JSON.stringify(state)) as ShrinkState, batch);
    const found = some.find((one) => fails(one.text));
    if (found === undefined && next === undefined) return { text: state.text, tries };
    state = found?.onSuccess ?? next ?? state;
    tries += some.length;
    expect(tries).toBeLessThan(200_000);
  }
}

/** n, then n numbers on a line. */
const isList = (text: string): number[] | null => {
  const match = /^(\d+)\n((?:-?\d+(?: |\n))*)$/.exec(text);
  const numbers =
    match?.[2]
      ?.split(/\s+/)
      .filter((word) => word !== '')
      .map(Number) ?? [];
  return match !== null && numbers.length === Number(match[1]) && numbers.length > 0 ? numbers : null;
};

test('a list becomes the one number that matters, with its count', () => {
  const numbers = Array.from({ length: 60 }, (_, index) => (index === 41 ? -777 : index * 3));
  const input = `60\n${numbers.join(' ')}\n`;
  expect(shrink(input, (text) => isList(text)?.some((one) => one < 0) === true).text).toBe('1\n-1\n');
});

test('lines with their count, and numbers in them', () => {
  const input = `5 100\n${Array.from({ length: 5 }, (_, index) => `${index} ${90 + index}`).join('\n')}\n`;
  const fails = (text: string): boolean => {
    const [head = '', ...lines] = text.trimEnd().split('\n');
    const [n = 0, most = 0] = head.split(' ').map(Number);
    const pairs = lines.map((line) => line.split(' ').map(Number));
    const valid =
      pairs.length === n &&
      head.split(' ').length === 2 &&
      pairs.every((pair) => pair.length === 2 && (pair[1] ?? 0) <= most);
    return valid && pairs.some(([, right = 0]) => right >= 42);
  };
  expect(shrink(input, fails).text).toBe('1 42\n0 42\n');
});

test('where nothing is to be tried for long it says so, and goes on from there', () => {
  const words = 1_000;
  let state: ShrinkState | undefined = { ...startShrinking('a '.repeat(words)), phase: 'numbers', size: 1 };
  const at: number[] = [];
  while (state !== undefined) {
    at.push(state.at);
    const { some, next } = nextShrinkings(state, 16);
    expect(some).toEqual([]);
    state = next;
  }
  expect(at).toEqual([0, 200, 400, 600, 800]);
});

test('whatever fails, what is left fails too, is no longer than before, and nothing smaller is next to it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      (numbers, batch) => {
        const input = `${numbers.length}\n${numbers.join(' ')}\n`;
        const sum = numbers.reduce((a, b) => a + Math.abs(b), 0);
        const bound = Math.ceil(sum / 2);
        const fails = (text: string): boolean => (isList(text)?.reduce((a, b) => a + Math.abs(b), 0) ?? -1) >= bound;
        const { text } = shrink(input, fails, batch);
        expect(fails(text)).toBe(true);
        expect(text.length).toBeLessThanOrEqual(input.length);
        expect(isList(text)?.reduce((a, b) => a + Math.abs(b), 0)).toBe(bound);
      },
    ),
    { numRuns: 60 },
  );
});
