import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countNewlines, sameLetters, wordsOf } from './bytes.ts';
import { createValidator } from './default-validator.ts';
import { PLAIN_FLAGS, type ValidatorFlags } from './flags.ts';
import { LineHash } from './line-hash.ts';
import { Places } from './places.ts';
import type { ValidatorResult } from './validator.ts';

// The comparisons look at four bytes at a time, hash lines and count them late. Here the same rules are written down the plain way.

type Place = { readonly line: number; readonly column: number } | null;
type Told = { readonly accepted: boolean; readonly place: Place; readonly reason: string | null };

const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function sameTokens(wanted: string, found: string, flags: ValidatorFlags): boolean {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
  if (flags.absoluteTolerance === null && flags.relativeTolerance === null) return lower(wanted) === lower(found);
  const [x, y] = [Number(wanted), Number(found)];
  if (!number.test(wanted) || !Number.isFinite(x)) return lower(wanted) === lower(found);
  if (!number.test(found) || !Number.isFinite(y)) return false;
  const error = Math.abs(x - y);
  return error <= (flags.absoluteTolerance ?? -1) || error <= (flags.relativeTolerance ?? -1) * Math.abs(x);
}

function tokens(answer: string, output: string, flags: ValidatorFlags): Told {
  const split = (text: string): RegExpExecArray[] => [...text.matchAll(/[^ \f\n\r\t\v]+/g)];
  const [wanted, found] = [split(answer), split(output)];
  for (const [i, one] of found.entries()) {
    const other = wanted[i];
    if (other !== undefined && sameTokens(other[0], one[0], flags)) continue;
    return { accepted: false, place: placeAt(output, one.index), reason: other === undefined ? 'extra output' : null };
  }
  if (found.length === wanted.length) return { accepted: true, place: null, reason: null };
  const reason = found.length === 0 ? 'no output' : 'output ends early';
  return { accepted: false, place: placeAt(output, output.length), reason };
}

function unordered(answer: string, output: string, flags: ValidatorFlags): Told {
  const keyOf = (line: string): string => {
    // Not trim(), which takes more for white space than the format does.
    const words = line.split(/[ \f\r\t\v]+/).filter((part) => part !== '');
    const key = words.join(' ');
    return flags.caseSensitive ? key : lower(key);
  };
  const left = new Map<string, number>();
  for (const key of answer.split('\n').map(keyOf)) if (key !== '') left.set(key, (left.get(key) ?? 0) + 1);
  const lines = output.split('\n');
  for (const [i, line] of lines.entries()) {
    const key = keyOf(line);
    if (key === '') continue;
    const count = left.get(key) ?? 0;
    const reason = 'a line that is not, or not so often, in the answer';
    if (count === 0) return { accepted: false, place: { line: i + 1, column: 1 }, reason };
    left.set(key, count - 1);
  }
  if ([...left.values()].every((count) => count === 0)) return { accepted: true, place: null, reason: null };
  const reason = lines.every((line) => keyOf(line) === '') ? 'no output' : 'output ends early';
  return { accepted: false, place: { line: lines.length + (lines.at(-1) === '' ? 0 : 1), column: 1 }, reason };
}

function exact(answer: string, output: string): Told {
  if (answer === output) return { accepted: true, place: null, reason: null };
  let at = 0;
  while (at < answer.length && answer[at] === output[at]) at++;
  const early = at === output.length && at < answer.length;
  const none = early && at === 0;
  const over = at === answer.length;
  const reason = none ? 'no output' : early ? 'output ends early' : over ? 'extra output' : 'not exactly the answer';
  return { accepted: false, place: placeAt(output, at), reason };
}

function judged(answer: string, output: string, flags: ValidatorFlags, chunk: number): ValidatorResult {
  const validator = createValidator(Buffer.from(answer, 'latin1'), flags);
  const all = Buffer.from(output, 'latin1');
  for (let i = 0; i < all.length; i += chunk) validator.push(all.subarray(i, i + chunk));
  return validator.end();
}

const word = fc.oneof(
  fc.stringMatching(/^[a-zA-Z@[`{]{1,9}$/),
  // Bytes that are neither ASCII letters nor white space, control characters too.
  fc
    .array(
      fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 14, max: 31 }), fc.integer({ min: 128, max: 255 })),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((codes) => String.fromCharCode(...codes)),
  fc.stringMatching(/^-?[0-9]{1,9}\.[0-9]{0,12}$/),
  fc.stringMatching(/^[+-]?[0-9]{0,20}\.?[0-9]{0,20}([eE][+-]?[0-9]{1,3})?$/).filter((text) => text !== ''),
);
const space = fc.oneof(
  { weight: 6, arbitrary: fc.constant(' ') },
  { weight: 4, arbitrary: fc.constant('\n') },
  { weight: 1, arbitrary: fc.stringMatching(/^[ \f\n\r\t\v]{1,4}$/) },
);
const answers = fc
  .array(fc.tuple(word, space), { maxLength: 30 })
  .map((parts) => parts.map((part) => part.join('')).join(''));

/** What an output may do to its answer, most of which does not count somewhere. */
const change = fc.constantFrom<(text: string, at: number) => string>(
  (text) => text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.toUpperCase(),
  (text) => text.replaceAll(' ', '  '),
  (text) => text.replaceAll(' ', '\t'),
  (text) => text.replaceAll('\n', ' \n'),
  (text) => text.replaceAll(/(\.\d+)\b(?![eE])/g, '$100'),
  (text) => text.replaceAll(/\b\d+\.\d+\b(?![eE])/g, (digits) => Number(digits).toFixed(4)),
  (text) => text.replaceAll(/\b\d+\.\d+\b(?![eE])/g, (digits) => Number(digits).toExponential()),
  (text) => text.split('\n').toReversed().join('\n'),
  (text) => text.split('\n').toSorted().join('\n'),
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at) => `${text.slice(0, at)}x${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)} ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}1\n${text.slice(at)}`,
  (text, at) => text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) || 0) ^ 0x20) + text.slice(at + 1),
);
const pairs = fc
  .tuple(answers, fc.array(fc.tuple(change, fc.nat()), { minLength: 1, maxLength: 2 }))
  .map(([answer, changes]) => ({
    answer,
    // Case of letters beyond ASCII is none of ours, and a byte has to stay one.
    output: changes.reduce((text, [apply, at]) => {
      const next = apply(text, at % (text.length + 1));
      return [...next].every((char) => char.charCodeAt(0) < 256) ? next : text;
    }, answer),
  }));

function agrees(
  reference: (answer: string, output: string, flags: ValidatorFlags) => Told,
  flagSets: ValidatorFlags[],
) {
  fc.assert(
    fc.property(
      pairs,
      fc.constantFrom(...flagSets),
      fc.constantFrom(Infinity, 1, 3, 17),
      ({ answer, output }, flags, size) => {
        const result = judged(answer, output, flags, Math.min(size, output.length || 1));
        const { difference } = result;
        const place = difference === null ? null : { line: difference.line, column: difference.column };
        expect({ accepted: result.accepted, place, reason: result.reason }).toEqual(reference(answer, output, flags));
      },
    ),
    { numRuns: 6000 },
  );
}

const tolerant = (absoluteTolerance: number | null, relativeTolerance: number | null): ValidatorFlags => ({
  ...PLAIN_FLAGS,
  absoluteTolerance,
  relativeTolerance,
});

test('tokens: accepted, the place and the reason', { timeout: 60_000 }, () => agrees(tokens, [PLAIN_FLAGS]));
test('numbers: accepted, the place and the reason', { timeout: 60_000 }, () =>
  agrees(tokens, [tolerant(0, null), tolerant(1e-4, 1e-4), tolerant(null, 1e-9), tolerant(5e-5, null)]),
);
test('unordered lines: accepted, the place and the reason', { timeout: 60_000 }, () =>
  agrees(unordered, [
    { ...PLAIN_FLAGS, lines: 'unordered' },
    { ...PLAIN_FLAGS, lines: 'unordered', caseSensitive: true },
  ]),
);
test('exact: accepted, the place and the reason', { timeout: 60_000 }, () =>
  agrees(exact, [{ ...PLAIN_FLAGS, lines: 'exact' }]),
);

test('unordered lines of the same hash are still other lines', () => {
  const hash = new LineHash(true);
  const seen = new Map<number, string>();
  const hashOf = (line: string): number => {
    const bytes = Buffer.from(`${line}\n   `);
    hash.read(bytes, wordsOf(bytes), 0);
    return hash.hash;
  };
  let i = 0;
  while (seen.get(hashOf(`line ${i}`)) === undefined && i < 1_000_000) seen.set(hash.hash, `line ${i++}`);
  const [one, other] = [`line ${i}`, seen.get(hash.hash) ?? ''];
  expect(hashOf(one)).toBe(hashOf(other));
  expect(one).not.toBe(other);
  const flags: ValidatorFlags = { ...PLAIN_FLAGS, lines: 'unordered', caseSensitive: true };
  expect(judged(`${one}\n`, `${other}\n`, flags, 100).accepted).toBe(false);
  expect(judged(`${one}\n${other}\n`, `${other}\n${one}\n`, flags, 100).accepted).toBe(true);
  expect(judged(`${one}\n${other}\n`, `${other}\n${other}\n`, flags, 100).accepted).toBe(false);
});

test('words of four bytes: letters are the same in either case, nothing else is', () => {
  const word = (bytes: readonly number[]): number => Buffer.from(bytes).readInt32LE();
  const near = fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 0x20, 0x20, 0x80, 1))
    .map(([a, x]) => [a, a ^ x]);
  fc.assert(
    fc.property(fc.array(near, { minLength: 4, maxLength: 4 }), (bytes) => {
      const [x, y] = [bytes.map(([a]) => a ?? 0), bytes.map(([, b]) => b ?? 0)];
      const text = (codes: readonly number[]): string => lower(String.fromCharCode(...codes));
      expect(sameLetters(word(x), word(y))).toBe(text(x) === text(y));
    }),
    { numRuns: 20_000 },
  );
});

test('line breaks are counted in any part of the bytes', () => {
  const byte = fc.constantFrom(0x0a, 0x0a, 0x0b, 0x8a, 0x00, 0xff, 0x41);
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 40 }),
      fc.nat(40),
      fc.nat(40),
      fc.integer({ min: 1, max: 60 }),
      (few, a, b, times) => {
        const bytes = Buffer.concat(Array.from({ length: times }, () => Buffer.from(few)));
        const [from, to] = [Math.min(a, b, bytes.length), Math.max(0, bytes.length - Math.min(a, b))];
        expect(countNewlines(bytes, from, to)).toBe(bytes.subarray(from, to).filter((one) => one === 0x0a).length);
      },
    ),
  );
});

test('lines of a part that equals the answer are counted late, but not all at the end', () => {
  const answer = Buffer.from('12345\n'.repeat(4_000_000));
  const places = new Places(answer);
  for (let at = 0; at < answer.length; at += 65_536) {
    places.equal(at, Math.min(at + 65_536, answer.length), at);
  }
  expect(places.uncounted).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(places.uncounted).toBeGreaterThan(0);
  expect(places.at(answer.length)).toEqual({ line: 4_000_001, column: 1 });
  expect(places.at(answer.length + 3)).toEqual({ line: 4_000_001, column: 4 });
});
