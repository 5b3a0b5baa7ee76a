import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aroundChanges, diffLines } from './text-diff.ts';

const side = (lines: ReturnType<typeof diffLines>, left: '+' | '-'): string =>
  (lines ?? []).flatMap(({ sign, text }) => (sign === left ? [] : [text])).join('\n');

test('both texts can be read off it, and nothing that is the same is told as changed', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      expect(side(lines, '+')).toBe(before);
      expect(side(lines, '-')).toBe(after);
      expect(lines?.some(({ sign }) => sign !== ' ')).toBe(before !== after);
    }),
  );
});

test('one line is one change', () => {
  expect(diffLines('a\nb\nc', 'a\nx\nc')).toEqual([
    { sign: ' ', text: 'a' },
    { sign: '-', text: 'b' },
    { sign: '+', text: 'x' },
    { sign: ' ', text: 'c' },
  ]);
});

test('texts that have nothing in common are not set side by side', () => {
  const many = (mark: string): string => Array.from({ length: 3_000 }, (_, index) => `${mark}${index}`).join('\n');
  expect(diffLines(many('a'), many('b'))).toBeNull();
});

test('texts with as many changes as are shown are set side by side in a moment', () => {
  const line = 'x'.repeat(40);
  const many = (at: number): string =>
    Array.from({ length: 1_000 }, (_, index) => `${line}${index}${index % 2 === at ? '' : at}`).join('\n');
  const began = process.threadCpuUsage();
  expect(diffLines(many(0), many(1))).toHaveLength(2_000);
  const all = (size: number, mark: string): string => Array.from({ length: size }, () => line + mark).join('\n');
  expect(diffLines(`${all(9_000, '')}\n1`, `0\n${all(9_000, '2')}`)).toBeNull();
  // Of this thread, so that nobody else's work counts.
  const { user, system } = process.threadCpuUsage(began);
  expect((user + system) / 1_000).toBeLessThan(1_500);
});

test('what is far from a change is counted and left out', () => {
  const before = Array.from({ length: 20 }, (_, index) => String(index)).join('\n');
  const shown = aroundChanges(diffLines(before, before.replace('10', 'ten')) ?? [], 1);
  expect(shown.map(({ sign, text, skipped }) => [sign, text, skipped])).toEqual([
    [' ', '9', 9],
    ['-', '10', undefined],
    ['+', 'ten', undefined],
    [' ', '11', undefined],
  ]);
});
