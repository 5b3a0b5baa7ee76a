import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createValidator } from './default-validator.ts';
import { parseFloatToken } from './floats.ts';
import { parseValidatorFlags, PLAIN_FLAGS } from './flags.ts';
import type { ValidatorFlags } from './flags.ts';
import type { ValidatorResult } from './validator.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function judge(answer: string, output: string, flags = '', chunk = Infinity): ValidatorResult {
  const validator = createValidator(bytes(answer), parseValidatorFlags(flags.split(' ').filter(Boolean), 'test'));
  const all = bytes(output);
  for (let i = 0; i < all.length; i += Math.min(chunk, all.length)) validator.push(all.subarray(i, i + chunk));
  return validator.end();
}

describe('without flags', () => {
  test.each([
    ['1 2 3\n', '1 2 3\n'],
    ['1 2 3\n', '1\r\n2\t\v\f3'],
    ['1 2 3', '\n\n 1 2 3 \n\n'],
    ['Yes', 'yES\n'],
    ['', ''],
    ['', ' \n\n'],
    ['\n', ''],
    ['é', 'é'],
  ])('%j accepts %j', (answer, output) => {
    expect(judge(answer, output)).toEqual({ accepted: true, difference: null, reason: null });
  });

  test.each([
    ['1 2 3\n', '1 2 4\n', { line: 1, column: 5, expected: '3', found: '4' }, null],
    ['1\n2\n', '1\n23\n', { line: 2, column: 1, expected: '2', found: '23' }, null],
    ['1\n23\n', '1\n2\n', { line: 2, column: 1, expected: '23', found: '2' }, null],
    ['ab cd\n', 'ab c d\n', { line: 1, column: 4, expected: 'cd', found: 'c' }, null],
    ['1 2\n', '1\n', { line: 2, column: 1, expected: '2', found: '' }, 'output ends early'],
    ['1 2\n', '', { line: 1, column: 1, expected: '1', found: '' }, 'no output'],
    ['\n1 2\n', ' \n', { line: 2, column: 1, expected: '1', found: '' }, 'no output'],
    ['1\n', '1\n\n 2 3\n', { line: 3, column: 2, expected: '', found: '2' }, 'extra output'],
    ['1.0\n', '1.00\n', { line: 1, column: 1, expected: '1.0', found: '1.00' }, null],
    ['É', 'é', { line: 1, column: 1, expected: 'É', found: 'é' }, null],
  ])('%j rejects %j', (answer, output, difference, reason) => {
    expect(judge(answer, output)).toEqual({ accepted: false, difference, reason });
    expect(judge(answer, output, '', 1)).toEqual({ accepted: false, difference, reason });
  });

  test('shows a window of a long token and escapes what cannot be seen', () => {
    const long = 'x'.repeat(1000);
    expect(judge(`${long}a${long}`, `${long}b${long}`).difference).toEqual({
      line: 1,
      column: 1,
      expected: `…${'x'.repeat(20)}a${'x'.repeat(59)}…`,
      found: `…${'x'.repeat(20)}b${'x'.repeat(59)}…`,
    });
    const odd = createValidator(bytes('ok'));
    odd.push(Uint8Array.of(0x6f, 0, 0x1b, 0x5c, 0xff, 0xc3, 0xa9, 0xe2, 0x80, 0xae, 0x0a));
    expect(odd.end().difference?.found).toBe('o\\x00\\x1b\\\\\\xffé\\xe2\\x80\\xae');
  });

  test('a case that differs and is forgiven does not show up as the difference', () => {
    expect(judge('Alpha beta gamma', 'ALPHA BETA delta').difference).toEqual({
      line: 1,
      column: 12,
      expected: 'gamma',
      found: 'delta',
    });
  });
});

describe('case_sensitive', () => {
  test('only case differs: presentation, at the first token that differs', () => {
    expect(judge('one Two three', 'one two Three', 'case_sensitive')).toEqual({
      accepted: false,
      reason: 'presentation',
      difference: { line: 1, column: 5, expected: 'Two', found: 'two' },
    });
  });
  test('a real difference after it wins', () => {
    expect(judge('one Two three', 'one two four', 'case_sensitive')).toEqual({
      accepted: false,
      reason: null,
      difference: { line: 1, column: 9, expected: 'three', found: 'four' },
    });
  });
});

describe('space_change_sensitive', () => {
  test.each([
    ['a b\n', 'a  b\n', { line: 1, column: 3, expected: 'b', found: '\\x20' }],
    ['a  b\n', 'a b\n', { line: 1, column: 3, expected: '\\x20', found: 'b' }],
    ['a b\n', 'a\nb\n', { line: 1, column: 2, expected: '\\x20', found: '\\n' }],
    ['a b\n', 'a b', { line: 1, column: 4, expected: '\\n', found: '' }],
    ['a b\n', 'a b\n\n', { line: 2, column: 1, expected: '', found: '\\n' }],
    ['a b\n', ' a b\n', { line: 1, column: 1, expected: 'a', found: '\\x20' }],
    [' a\n', 'a\n', { line: 1, column: 1, expected: '\\x20', found: 'a' }],
  ])('%j finds %j a matter of presentation', (answer, output, difference) => {
    expect(judge(answer, output, 'space_change_sensitive')).toEqual({
      accepted: false,
      reason: 'presentation',
      difference,
    });
    expect(judge(answer, output, 'space_change_sensitive', 1)).toEqual({
      accepted: false,
      reason: 'presentation',
      difference,
    });
  });
  test('equal bytes are accepted, and other tokens are wrong', () => {
    expect(judge(' a  B\n\n', ' a  b\n\n', 'space_change_sensitive').accepted).toBe(true);
    expect(judge('a b\n', 'a  c\n', 'space_change_sensitive').reason).toBe(null);
    expect(judge('a b\n', 'a\n', 'space_change_sensitive').reason).toBe('output ends early');
  });
});

describe('tolerances', () => {
  test.each([
    ['0.0314', '3.14000000e-2', 'float_tolerance 1e-9', true],
    ['1.5', '1.50', 'float_tolerance 0', true],
    ['1.50', '1.5', 'float_tolerance 0', true],
    ['100', '1e2', 'float_tolerance 0', true],
    ['1', '+1.', 'float_tolerance 0', true],
    ['-0', '.0', 'float_tolerance 0', true],
    ['1000000', '1000001', 'float_relative_tolerance 1e-6', true],
    ['1000000', '1000001', 'float_absolute_tolerance 1e-6', false],
    ['0', '0.0000005', 'float_absolute_tolerance 1e-6', true],
    ['0', '0.0000005', 'float_relative_tolerance 1e-6', false],
    ['0', '0.0000005', 'float_relative_tolerance 1e-6 float_absolute_tolerance 1e-6', true],
    ['1', '1.1', 'float_tolerance 1e-6', false],
    ['1', 'nan', 'float_tolerance 1e-6', false],
    ['1', 'inf', 'float_tolerance 1e9', false],
    ['1', '1x', 'float_tolerance 1e-6', false],
    ['1', '0x1', 'float_tolerance 1e-6', false],
    ['1', '1e400', 'float_tolerance 1e-6', false],
    ['nan', 'NaN', 'float_tolerance 1e-6', true],
    ['Case 1: 0.5', 'case 1: .5', 'float_tolerance 1e-6', true],
    ['Case 1: 0.5', 'case 1; .5', 'float_tolerance 1e-6', false],
    ['0.5 0.5', '0.5', 'float_tolerance 1e-6', false],
    ['0.5', '0.5 0.5', 'float_tolerance 1e-6', false],
    ['0.3', `0.3${'0'.repeat(900)}`, 'float_tolerance 1e-6', true],
    ['0.3', `0.3${'0'.repeat(5000)}`, 'float_tolerance 1e-6', false],
    ['1e5 A', '1E5 A', 'float_tolerance 0 case_sensitive', true],
    ['0.1234567890123456789', '0.12345678901234568', 'float_tolerance 0', true],
    ['0.1234567890123456789', '0.1234567890123457', 'float_tolerance 0', false],
    ['1e30', '1000000000000000000000000000000', 'float_tolerance 0', true],
    ['2.5e-3', '0.0025', 'float_tolerance 0', true],
    ['-1.5', '1.5', 'float_tolerance 1', false],
    ['1.5 x', '1.5000x', 'float_tolerance 1e-6', false],
    ['1.5\n2\n', '1.50\n2\n', 'float_tolerance 0 space_change_sensitive', true],
  ])('answer %j, output %j, %s: %s', (answer, output, flags, accepted) => {
    expect(judge(answer, output, flags).accepted).toBe(accepted);
    expect(judge(answer, output, flags, 1).accepted).toBe(accepted);
  });
  const ones = (count: number): string => '1'.repeat(count);
  test.each([
    ['30 digits on either side of the point', `${ones(30)}.${ones(30)}`, `${ones(30)}.${ones(29)}2`, true],
    ['308 digits', ones(308), `${ones(307)}2`, true],
    ['309 digits, below the largest double', ones(309), `+${ones(309)}`, true],
    ['309 digits, above it', '9'.repeat(309), `+${'9'.repeat(309)}`, false],
    ['the same beyond the largest double', '1e400', '1E400', true],
    ['another way to write it', '1e400', '10e399', false],
    ['less than the smallest double', '1e-400', '0', true],
    ['1,024 bytes', '0.5', `0.5${'0'.repeat(1_021)}`, true],
    ['1,025 bytes', '0.5', `0.5${'0'.repeat(1_022)}`, false],
    ['1,025 bytes in the answer', `0.5${'0'.repeat(1_022)}`, '0.5', false],
    ['4,000 digits, the same', ones(4_000), ones(4_000), true],
    ['4,000 digits and a sign', ones(4_000), `+${ones(4_000)}`, false],
    ['4,000 digits, the last another', ones(4_000), `${ones(3_999)}2`, false],
    ['4,000 digits for one', '1', ones(4_000), false],
  ])('limits of numbers: %s', (_, answer, output, accepted) => {
    expect(judge(answer, output, 'float_tolerance 1e-6').accepted).toBe(accepted);
    expect(judge(answer, output, 'float_tolerance 1e-6', 7).accepted).toBe(accepted);
  });
  test('shows both numbers where they differ', () => {
    expect(judge('a\n1.25 2.5', 'a\n1.25 2.75', 'float_tolerance 1e-6').difference).toEqual({
      line: 2,
      column: 6,
      expected: '2.5',
      found: '2.75',
    });
  });
});

/** The same rules the slow way: split, compare, look again with the strict flags. */
function oracle(answer: string, output: string, flags: ValidatorFlags): { accepted: boolean; presentation: boolean } {
  const tokens = (text: string): string[] => text.split(/[ \f\n\r\t\v]+/).filter((token) => token !== '');
  const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  const number = (token: string): number | null =>
    /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(token) && Number.isFinite(Number(token)) ? Number(token) : null;
  const usesFloats = flags.absoluteTolerance !== null || flags.relativeTolerance !== null;
  const equal = (wanted: string, found: string, strict: boolean): boolean => {
    const x = number(wanted);
    if (usesFloats && x !== null) {
      const y = number(found);
      if (y === null) return false;
      const error = Math.abs(x - y);
      return error <= (flags.absoluteTolerance ?? -1) || error <= (flags.relativeTolerance ?? -1) * Math.abs(x);
    }
    return strict ? wanted === found : lower(wanted) === lower(found);
  };
  const [left, right] = [tokens(answer), tokens(output)];
  const same = (strict: boolean): boolean =>
    left.length === right.length && left.every((token, i) => equal(token, right[i] ?? '', strict));
  const spaces = (text: string): string => text.split(/[^ \f\n\r\t\v]+/).join('|');
  const accepted = same(flags.caseSensitive) && (!flags.spaceChangeSensitive || spaces(answer) === spaces(output));
  return { accepted, presentation: !accepted && same(false) };
}

const piece = fc.constantFrom(
  '1',
  '2',
  '1.0',
  '1e0',
  '1E0',
  '.5',
  '0.50',
  '0.5',
  '-1',
  '1e',
  'a',
  'A',
  'ab',
  'aB',
  'x1',
  ' ',
  '  ',
  '\n',
  '\t',
  '\r\n',
  '1.05',
  '10',
  '1e1',
  '0.1000',
  '0.50000000000000001',
  '1e-1',
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const flagSets = fc.record({
  caseSensitive: fc.boolean(),
  spaceChangeSensitive: fc.boolean(),
  absoluteTolerance: fc.constantFrom(null, null, 0, 0.1),
  relativeTolerance: fc.constantFrom(null, null, 0.1),
  lines: fc.constant('tokens' as const),
});
/** An output that is mostly the answer, so that many cases get far. */
const pair = fc.tuple(text, text, text, fc.integer({ min: 0, max: 3 })).map(([a, b, c, kind]) => {
  if (kind === 0) return { answer: a, output: b };
  if (kind === 1) return { answer: `${a}${b}${c}`, output: `${a}${c}` };
  if (kind === 2) return { answer: `${a} ${b}`, output: `${a.toUpperCase()}\n${b}` };
  return { answer: a.replaceAll('1.0', '1'), output: a };
});

test('agrees with the slow oracle, whatever the chunks', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(
      pair,
      flagSets,
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
      ({ answer, output }, flags, cuts) => {
        const whole = createValidator(bytes(answer), flags);
        whole.push(bytes(output));
        const result = whole.end();
        const expected = oracle(answer, output, flags);
        expect(result.accepted).toBe(expected.accepted);
        expect(result.reason === 'presentation').toBe(expected.presentation);
        expect(result.difference === null).toBe(expected.accepted);

        const cut = createValidator(bytes(answer), flags);
        const all = bytes(output);
        for (let i = 0, n = 0; i < all.length; n++) {
          const size = cuts[n % cuts.length] ?? 1;
          cut.push(all.subarray(i, i + size));
          i += size;
        }
        expect(cut.end()).toEqual(result);
      },
    ),
    { numRuns: 5000 },
  );
});

test('finds the place of one changed byte in large outputs, across blocks and chunks', { timeout: 30_000 }, () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `${i * 7919} word${i % 13}`);
  const answer = bytes(`${lines.join('\n')}\n`);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: lines.length - 1 }),
      fc.integer({ min: 1000, max: 100_000 }),
      fc.boolean(),
      (row, chunk, windows) => {
        const changed = lines.with(row, `${row * 7919} wXrd${row % 13}`);
        const output = bytes(changed.join(windows ? '\r\n' : '\n'));
        const validator = createValidator(answer);
        for (let i = 0; i < output.length; i += chunk) validator.push(output.subarray(i, i + chunk));
        expect(validator.end().difference).toEqual({
          line: row + 1,
          column: String(row * 7919).length + 2,
          expected: `word${row % 13}`,
          found: `wXrd${row % 13}`,
        });
      },
    ),
    { numRuns: 60 },
  );
});

test('numbers are read as Number reads them', () => {
  const written = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .tuple(
        fc.constantFrom('', '+', '-'),
        fc.stringMatching(/^[0-9]{0,12}\.?[0-9]{0,12}$/),
        fc.constantFrom('', '', 'e3', 'E-2', 'e', 'x'),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(written, (token) => {
      const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(token);
      expect(parseFloatToken(Buffer.from(token))).toBe(isNumber ? Number(token) : null);
    }),
    { numRuns: 5000 },
  );
});

test('flags as a package writes them', () => {
  expect(parseValidatorFlags([], 'x')).toEqual(PLAIN_FLAGS);
  expect(parseValidatorFlags(['float_tolerance', '1e-6', 'case_sensitive'], 'x')).toEqual({
    caseSensitive: true,
    spaceChangeSensitive: false,
    absoluteTolerance: 1e-6,
    relativeTolerance: 1e-6,
    lines: 'tokens',
  });
  for (const wrong of [
    ['float_tolerance'],
    ['float_tolerance', 'small'],
    ['float_tolerance', '-1'],
    ['fuzzy'],
    ['toString'],
  ]) {
    expect(() => parseValidatorFlags(wrong, 'data/secret/testdata.yaml')).toThrowError(/data\/secret\/testdata\.yaml/);
  }
});
