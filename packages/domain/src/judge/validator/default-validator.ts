import {
  bytesBefore,
  countNewlines,
  createTokenCapture,
  shownBytes,
  WINDOW_AFTER,
  WINDOW_BEFORE,
} from './difference.ts';
import type { TokenCapture } from './difference.ts';
import { MAX_FLOAT_BYTES, parseFloatToken, QuickFloats, SPACE, withinTolerance } from './floats.ts';
import { PLAIN_FLAGS } from './flags.ts';
import type { ValidatorFlags } from './flags.ts';
import { createExactValidator, createUnorderedValidator } from './line-validators.ts';
import type { Difference, Validator } from './validator.ts';

const EXACT = Uint8Array.from({ length: 256 }, (_, byte) => byte);
/** ASCII letters to lower case; every other byte stays. */
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte));

const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);
/** Compared at once by the native comparison; small enough that one odd byte does not cost much. */
const BLOCK = 32 * 1024;

/**
 * The format's default output validator as a stream: compares while the program prints, holds no output,
 * and after a difference only skims. Without flags, tokens are compared ignoring white space and ASCII case.
 * The result does not depend on how the output is cut into chunks.
 *
 * `reason` is `presentation` when a flag asked for exact case or white space and nothing else differs.
 */
export function createValidator(answer: Uint8Array, flags: ValidatorFlags = PLAIN_FLAGS): Validator {
  const expected = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  if (flags.lines === 'exact') return createExactValidator(expected);
  if (flags.lines === 'unordered') return createUnorderedValidator(expected, flags.caseSensitive);
  const comparesFloats = flags.absoluteTolerance !== null || flags.relativeTolerance !== null;
  let strictSpace = flags.spaceChangeSensitive;
  let strictCase = flags.caseSensitive;
  let fold = strictCase ? EXACT : LOWER;

  /** Answer bytes consumed. Between tokens, white space of the answer may still lie ahead. */
  let a = 0;
  let inToken = false;
  /** Bytes of the output before the current chunk; line and start of line of the byte looked at. */
  let base = 0;
  let line = 1;
  let lineStart = 0;
  /** From here to `a` the output equalled the answer block by block, line breaks not counted yet; -1: none. */
  let uncounted = -1;

  /** A token that differs as text and is gathered to be compared as a number: its start in the answer, or -1. */
  let numberStart = -1;
  let numberValue = 0;
  let numberColumn = 0;
  let numberLength = 0;
  const quick = comparesFloats ? new QuickFloats(flags) : null;
  const numberBytes = comparesFloats ? Buffer.alloc(MAX_FLOAT_BYTES + 1) : NOTHING;

  /** The last bytes before the current chunk, and the rest of a differing token that is still coming. */
  let tail: Buffer = NOTHING;
  let capture: TokenCapture | null = null;
  let soft: (() => Difference) | null = null;
  let failure: { readonly reason: string | null; readonly difference: () => Difference } | null = null;

  const isTokenAt = (i: number): boolean => i < expected.length && SPACE[expected[i] ?? 0] === 0;
  const tokenEnd = (from: number): number => {
    let end = from;
    while (isTokenAt(end)) end++;
    return end;
  };
  const tokenStart = (from: number): number => {
    let start = from;
    while (start > 0 && SPACE[expected[start - 1] ?? 0] === 0) start--;
    return start;
  };
  const skipAnswerSpace = (): void => {
    while (a < expected.length && !isTokenAt(a)) a++;
  };

  /** Counts the line breaks of what was compared in blocks; each answer byte is looked at once at most. */
  const countLines = (offset: number): void => {
    if (uncounted === -1) return;
    const breaks = countNewlines(expected, uncounted, a);
    if (breaks > 0) {
      line += breaks;
      lineStart = base + offset - a + expected.lastIndexOf(NEWLINE, a - 1) + 1;
    }
    uncounted = -1;
  };

  /** Describes a differing token at `i` of the chunk, `matched` bytes into it; the rest of it may still have to come. */
  const describe = (chunk: Uint8Array, i: number, matched: number): (() => Difference) => {
    const place = { line, column: base + i - matched - lineStart + 1 };
    const before = bytesBefore(tail, chunk, i, matched);
    const found = createTokenCapture(before, matched > before.length, (byte) => SPACE[byte] === 1);
    capture = found.feed(chunk, i) ? found : null;
    const from = a - Math.min(matched, WINDOW_BEFORE);
    const end = tokenEnd(a);
    const wanted = shownBytes(
      expected.subarray(from, Math.min(end, a + WINDOW_AFTER)),
      matched > a - from,
      end > a + WINDOW_AFTER,
    );
    return () => ({ ...place, expected: wanted, found: found.text() });
  };

  const fail = (reason: string | null, difference: () => Difference): void => {
    failure = { reason, difference };
  };

  /** White space or case differs where a flag forbids it: from here on only a real difference matters. */
  const soften = (difference: () => Difference): void => {
    soft ??= difference;
    strictSpace = false;
    strictCase = false;
    fold = LOWER;
  };
  /** `found` is a byte at `i` of the chunk, or -1 at the end of the output. */
  const softenSpace = (found: number, i: number): void => {
    const end = isTokenAt(a) ? Math.min(tokenEnd(a), a + WINDOW_AFTER) : Math.min(a + 1, expected.length);
    const difference = {
      line,
      column: base + i - lineStart + 1,
      expected: shownBytes(expected.subarray(a, end), false, isTokenAt(a) && isTokenAt(end)),
      found: found === -1 ? '' : shownBytes(Uint8Array.of(found), false, false),
    };
    soften(() => difference);
  };

  /** Tokens differ as text at `i`. True: the answer's is a number, and the output's is now gathered. */
  const startNumber = (i: number): boolean => {
    if (!comparesFloats) return false;
    const start = tokenStart(a);
    if (a - start > MAX_FLOAT_BYTES) return false;
    const value = parseFloatToken(expected.subarray(start, tokenEnd(a)));
    if (value === null) return false;
    numberStart = start;
    numberValue = value;
    // What matched so far equals the answer's bytes, up to the case of an exponent's E.
    numberLength = expected.copy(numberBytes, 0, start, a);
    numberColumn = base + i - numberLength - lineStart + 1;
    return true;
  };
  const finishNumber = (): void => {
    const wanted = expected.subarray(numberStart, tokenEnd(numberStart));
    const token = numberBytes.subarray(0, numberLength);
    const value = parseFloatToken(token);
    if (value === null || !withinTolerance(flags, numberValue, value)) {
      const cut = (bytes: Buffer): string =>
        shownBytes(bytes.subarray(0, WINDOW_AFTER), false, bytes.length > WINDOW_AFTER);
      const difference = { line, column: numberColumn, expected: cut(wanted), found: cut(token) };
      fail(null, () => difference);
    }
    a = numberStart + wanted.length;
    inToken = false;
    numberStart = -1;
  };

  const pushSpace = (chunk: Uint8Array, i: number, byte: number): void => {
    if (numberStart !== -1) finishNumber();
    else if (inToken && isTokenAt(a)) endTokenEarly(chunk, i);
    if (failure !== null) return;
    inToken = false;
    if (expected[a] === byte) a++;
    else if (strictSpace) softenSpace(byte, i);
    if (byte === NEWLINE) {
      line++;
      lineStart = base + i + 1;
    }
  };
  /** The output's token ended before the answer's; as numbers they may still be equal. */
  const endTokenEarly = (chunk: Uint8Array, i: number): void => {
    if (startNumber(i)) finishNumber();
    else fail(null, describe(chunk, i, a - tokenStart(a)));
  };

  const pushDifferent = (chunk: Uint8Array, i: number, byte: number): void => {
    if (numberStart !== -1 || startNumber(i)) {
      numberBytes[numberLength++] = byte;
      if (numberLength > MAX_FLOAT_BYTES) finishNumber();
      return;
    }
    const difference = describe(chunk, i, a - tokenStart(a));
    if (!strictCase || !isTokenAt(a) || LOWER[byte] !== LOWER[expected[a] ?? 0]) return fail(null, difference);
    soften(difference);
    a++;
  };

  /**
   * Runs over bytes that need no decision: equal ones, and white space that may differ. Returns where it stopped.
   * The hot loop, on locals only; whatever it leaves is looked at again by `pushByte`.
   */
  const skim = (chunk: Uint8Array, from: number, to: number): number => {
    const [map, strict, length] = [fold, strictSpace, expected.length];
    let [i, k, token] = [from, a, inToken];
    for (; i < to; i++) {
      const byte = chunk[i] ?? 0;
      if (SPACE[byte] === 0) {
        if (!token) {
          if (strict && k < length && SPACE[expected[k] ?? 0] === 1) break;
          while (k < length && SPACE[expected[k] ?? 0] === 1) k++;
          if (k === length) break;
          token = true;
        }
        if (k === length || map[byte] !== map[expected[k] ?? 0]) break;
        k++;
      } else {
        if (token && k < length && SPACE[expected[k] ?? 0] === 0) break;
        if (k < length && expected[k] === byte) k++;
        else if (strict) break;
        token = false;
        if (byte !== NEWLINE) continue;
        line++;
        lineStart = base + i + 1;
      }
    }
    a = k;
    inToken = token;
    return i;
  };

  /** Decides over one byte. */
  const pushByte = (chunk: Uint8Array, i: number): void => {
    const byte = chunk[i] ?? 0;
    if (SPACE[byte] === 1) return pushSpace(chunk, i, byte);
    if (!inToken) {
      if (strictSpace && a < expected.length && !isTokenAt(a)) softenSpace(byte, i);
      skipAnswerSpace();
      if (a === expected.length) return fail('extra output', describe(chunk, i, 0));
      inToken = true;
    }
    if (numberStart === -1 && a < expected.length && fold[byte] === fold[expected[a] ?? 0]) a++;
    else pushDifferent(chunk, i, byte);
  };

  /**
   * Tokens that differ as text at `from` and are plainly the same number, both whole in what there is. Where numbers differ in
   * writing they mostly all do, so it goes on with the tokens that follow for as long as they are numbers too.
   * Returns where it stopped, at a byte that `skim` or `pushByte` has to look at.
   */
  const pushNumbers = (chunk: Uint8Array, from: number, to: number): number => {
    if (quick === null || !inToken || numberStart !== -1) return from;
    const start = tokenStart(a);
    const begin = from - (a - start);
    let i = begin < 0 ? -1 : quick.match(expected, start, chunk, begin, to);
    if (i === -1) return from;
    const length = expected.length;
    let k = quick.answerEnd;
    inToken = false;
    // White space that must be alike is looked at byte by byte.
    for (let end = i; !strictSpace && end !== -1;) {
      for (i = end; i < to; i++) {
        const byte = chunk[i] ?? 0;
        if (SPACE[byte] === 0) break;
        if (k < length && expected[k] === byte) k++;
        if (byte !== NEWLINE) continue;
        line++;
        lineStart = base + i + 1;
      }
      while (k < length && SPACE[expected[k] ?? 0] === 1) k++;
      end = i === to || k === length ? -1 : quick.match(expected, k, chunk, i, to);
      if (end !== -1) k = quick.answerEnd;
    }
    a = k;
    return i;
  };

  const pushBytes = (chunk: Uint8Array, from: number, to: number): void => {
    countLines(from);
    for (let i = from; i < to && failure === null; i++) {
      if (numberStart === -1) i = skim(chunk, i, to);
      if (i < to) i = pushNumbers(chunk, i, to);
      if (i < to) pushByte(chunk, i);
    }
  };

  const finish = (): void => {
    // Equal to the last byte: nobody asks for a place.
    if (numberStart === -1 && a === expected.length) return;
    countLines(0);
    if (numberStart !== -1) finishNumber();
    else if (inToken && isTokenAt(a)) endTokenEarly(NOTHING, 0);
    if (failure !== null) return;
    const nothingYet = expected.subarray(0, a).every((byte) => SPACE[byte] === 1);
    if (strictSpace && a < expected.length) softenSpace(-1, 0);
    skipAnswerSpace();
    if (a < expected.length) fail(nothingYet ? 'no output' : 'output ends early', describe(NOTHING, 0, 0));
  };

  return {
    push(chunk) {
      if (capture !== null && !capture.feed(chunk, 0)) capture = null;
      if (failure !== null) return;
      for (let from = 0; from < chunk.length && failure === null; from += BLOCK) {
        const to = Math.min(from + BLOCK, chunk.length);
        const next = a + to - from;
        if (numberStart === -1 && next <= expected.length && expected.compare(chunk, from, to, a, next) === 0) {
          if (uncounted === -1) uncounted = a;
          a = next;
          inToken = SPACE[expected[a - 1] ?? 0] === 0;
        } else {
          pushBytes(chunk, from, to);
        }
      }
      if (failure !== null) return;
      tail = bytesBefore(tail, chunk, chunk.length, WINDOW_BEFORE);
      base += chunk.length;
    },
    end() {
      if (failure === null) finish();
      if (failure !== null) return { accepted: false, difference: failure.difference(), reason: failure.reason };
      return {
        accepted: soft === null,
        difference: soft === null ? null : soft(),
        reason: soft === null ? null : 'presentation',
      };
    },
  };
}
