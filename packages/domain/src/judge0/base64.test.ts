import { expect, it } from 'vitest';
import { encodeText, readText } from './base64.ts';

const read = (value: string): string => readText('stdin', value, true);

it.each(['', 'a', 'ab', 'abc', 'é\n'])('%j comes back', (text) => expect(read(encodeText(text))).toBe(text));
it.each(['YQ==\n', ' Y Q = = ', 'YQ=\n=\n', 'YQ'])('%j is base64 with white space', (text) =>
  expect(read(text)).toBe('a'),
);
it.each(['!', 'YQ===', 'YQ=Y', 'Y-_='])('%j is none', (text) => expect(() => read(text)).toThrow('is not base64'));

it('much white space before what is wrong takes as long as there is of it, not the square of that', () => {
  const ms = (work: () => unknown): number => {
    const from = performance.now();
    work();
    return performance.now() - from;
  };
  // Control: a form in which two neighbours take white space needs longer for a fiftieth.
  const square = ms(() => /^[A-Za-z\s]*={0,2}\s*$/.test(`${' '.repeat(20_000)}!`));
  const form = ms(() => expect(() => read(`${' '.repeat(1_000_000)}!`)).toThrow('is not base64'));
  const padded = ms(() => expect(() => read(`=${' '.repeat(500_000)}=${' '.repeat(500_000)}!`)).toThrow());
  expect(Math.max(form, padded)).toBeLessThan(square);
});
