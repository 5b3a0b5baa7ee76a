import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createValidator } from './default-validator.ts';
import { parseValidatorFlags } from './flags.ts';
import type { ValidatorResult } from './validator.ts';

function judge(answer: string, output: string, flags: readonly string[], chunk = Infinity): ValidatorResult {
  const validator = createValidator(Buffer.from(answer), parseValidatorFlags(flags, 'test'));
  const all = Buffer.from(output);
  for (let i = 0; i < all.length; i += Math.min(chunk, all.length)) validator.push(all.subarray(i, i + chunk));
  return validator.end();
}

describe('exact', () => {
  test.each([
    ['1 2\n', '1 2\n', null],
    ['', '', null],
    ['1 2\n', '1  2\n', { line: 1, column: 3, expected: '1\\x202\\n', found: '1\\x20\\x202\\n' }],
    ['1\n2\n', '1\n2', { line: 2, column: 2, expected: '2\\n', found: '' }],
    ['1\n2\n', '1\n2\n\n', { line: 3, column: 1, expected: '', found: '\\n' }],
    ['Yes\n', 'yes\n', { line: 1, column: 1, expected: 'Yes\\n', found: 'yes\\n' }],
    ['a\n', 'a\r\n', { line: 1, column: 2, expected: 'a\\n', found: 'a\\r\\n' }],
  ])('answer %j, output %j', (answer, output, difference) => {
    expect(judge(answer, output, ['exact'])).toMatchObject({ accepted: difference === null, difference });
    expect(judge(answer, output, ['exact'], 1).accepted).toBe(difference === null);
  });
});

describe('unordered lines', () => {
  test.each([
    ['a b\nc\n', 'C\na  b\n', [], true],
    ['a b\nc\n', 'C\na  b\n', ['case_sensitive'], false],
    ['a\na\nb\n', 'a\nb\na', [], true],
    ['a\na\nb\n', 'a\nb\nb\n', [], false],
    ['a\na\nb\n', 'a\nb\n', [], false],
    ['a\nb\n', '\r\nb\r\n\na\n\n', [], true],
    ['', '\n \n', [], true],
    ['a\n', '', [], false],
  ] as const)('answer %j, output %j, %j: %s', (answer, output, flags, accepted) => {
    expect(judge(answer, output, ['unordered_lines', ...flags]).accepted).toBe(accepted);
    expect(judge(answer, output, ['unordered_lines', ...flags], 1).accepted).toBe(accepted);
  });

  test('names the line that is too many, or one that is missing', () => {
    expect(judge('a\nb\n', 'b\nx\n', ['unordered_lines']).difference).toEqual({
      line: 2,
      column: 1,
      expected: '',
      found: 'x',
    });
    expect(judge('a\nb\n', 'b\n', ['unordered_lines'])).toMatchObject({
      difference: { line: 2, expected: 'a', found: '' },
      reason: 'output ends early',
    });
  });

  test.each([
    ['b'.repeat(200), `${'b'.repeat(60)}…`],
    [`b${' '.repeat(300)}c`, `b${'\\x20'.repeat(59)}…`],
    [' '.repeat(300) + 'b', `${'\\x20'.repeat(60)}…`],
    ['b'.repeat(61), `${'b'.repeat(60)}…`],
    [`${'b'.repeat(60)}\r`, 'b'.repeat(60)],
  ])('tells of a long line the same however it comes: %j', (long, found) => {
    for (const end of ['', '\n', '\na\n']) {
      for (const chunk of [1, 7, 64, Infinity]) {
        const { difference } = judge('a\nabc\n', `abc\n${long}${end}`, ['unordered_lines'], chunk);
        expect(difference).toEqual({ line: 2, column: 1, expected: '', found });
      }
    }
  });

  test('a long line that comes in pieces may be right', () => {
    const long = `${'ab '.repeat(100)}c`;
    const output = `x\n  ${'ab  \t '.repeat(100)}${' '.repeat(500)}C\r\n`;
    for (const chunk of [1, 7, 64, Infinity])
      expect(judge(`${long}\nx\n`, output, ['unordered_lines'], chunk).accepted).toBe(true);
  });

  test.each(['b', ' '])('a line of megabytes of %j is not looked at as a whole', (letter) => {
    const validator = createValidator(Buffer.from('a\nb\n'), parseValidatorFlags(['unordered_lines'], 'test'));
    const chunk = Buffer.alloc(64 * 1024, letter);
    for (let megabytes = 0; megabytes < 64; megabytes += 1) for (let n = 0; n < 16; n += 1) validator.push(chunk);
    const before = process.cpuUsage();
    expect(validator.end().accepted).toBe(false);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(20);
  });

  test('accepts every shuffle, and no change', () => {
    const lines = fc.array(fc.stringMatching(/^[a-c]{1,3}( [a-c]{1,2})?$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat()), (answer, chunk, random) => {
        const shuffled = answer.map((line) => ({ line, key: random.next().value })).sort((a, b) => a.key - b.key);
        const output = shuffled.map(({ line }) => line);
        expect(judge(answer.join('\n'), output.join('\n'), ['unordered_lines'], chunk).accepted).toBe(true);
        output[0] = `${output[0]}x`;
        expect(judge(answer.join('\n'), output.join('\n'), ['unordered_lines'], chunk).accepted).toBe(false);
      }),
    );
  });
});
