import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrimmedValidator } from './trimmed-validator.ts';

/** The rule, of whole texts. */
const trimmed = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/[\t\v\f\r \0]+$/, ''))
    .join('\n')
    .replace(/\n+$/, '');

function accepts(answer: string, output: string, cut = output.length): boolean {
  const validator = createTrimmedValidator(Buffer.from(answer));
  const bytes = Buffer.from(output);
  validator.push(bytes.subarray(0, cut));
  validator.push(bytes.subarray(cut));
  return validator.end().accepted;
}

describe('an output beside what is expected', () => {
  it.each([
    ['42', '42\n', true],
    ['1 2 \r\n3\n\n', '1 2\n3', true],
    ['', ' \n\n', true],
    ['a\n\nb', 'a\nb', false],
    [' a', 'a', false],
    ['1  2', '1 2', false],
    ['42', '420', false],
    ['42', '4', false],
  ])('%j and %j: %s', (answer, output, same) => expect(accepts(answer, output)).toBe(same));

  it('is compared in pieces as it is whole', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\t', '\r', '\n', '\0'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.nat(12), (answer, output, cut) => {
        expect(accepts(answer, output, cut)).toBe(trimmed(answer) === trimmed(output));
      }),
    );
  });
});
