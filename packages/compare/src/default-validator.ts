import { LOWER, SPACE } from './bytes.ts';
import { bytesBefore, createTokenCapture, shownBytes, WINDOW_AFTER, WINDOW_BEFORE } from './difference.ts';
import type { TokenCapture } from './difference.ts';
import { MAX_FLOAT_BYTES, parseFloatToken, withinTolerance } from './floats.ts';
import { PLAIN_FLAGS } from './flags.ts';
import type { ValidatorFlags } from './flags.ts';
import { createExactValidator } from './exact-validator.ts';
import { Places } from './places.ts';
import { QuickFloats } from './quick-floats.ts';
import { Skimmer } from './skim.ts';
import { createUnorderedValidator } from './unordered-validator.ts';
import type { Difference, Validator } from './validator.ts';

const NOTHING = Buffer.alloc(0);
/** Compared at once by the native comparison; small enough that one odd byte does not cost much. */
const BLOCK = 32 * 1024;
/** A token this long has its start looked for by the native search. */
const LONG_TOKEN = 256;

/**
 * The format's default output validator as a stream: compares while the program prints, holds no output,
 * and after a difference only skims. Without flags, tokens are compared ignoring white space and ASCII case.
 * The result does not depend on how the output is cut into chunks.
 *
 * `reason` is `presentation` when a flag asked for exact case or white space and nothing else differs.
 */
export function createValidator(answer: Uint8Array, flags: ValidatorFlags = PLAIN_FLAGS): Validator {
  const expected = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  switch (flags.lines) {
    case 'exact':
      return createExactValidator(expected);
    case 'unordered':
      return createUnorderedValidator(expected, flags.caseSensitive);
    case 'tokens':
      return createTokenValidator(expected, flags);
    default:
      return flags.lines satisfies never;
  }
}

/** Token by token, or byte by byte where a flag asks for the same white space. */
function createTokenValidator(expected: Buffer, flags: ValidatorFlags): Validator {
  const comparesFloats = flags.absoluteTolerance !== null || flags.relativeTolerance !== null;
  let strictSpace = flags.spaceChangeSensitive;
  let strictCase = flags.caseSensitive;

  /** Answer bytes consumed. Between tokens, white space of the answer may still lie ahead. */
  let a = 0;
  let inToken = false;
  const skimmer = new Skimmer(expected);
  const cursor = { answer: 0, inToken: false };
  /** Bytes of the output before the current chunk, and those of the chunk whose lines are counted. */
  let base = 0;
  let counted = 0;
  const places = new Places(expected);

  /** A token that differs as text and is gathered to be compared as a number: its start in the answer, or -1. */
  let numberStart = -1;
  let numberValue = 0;
  let numberOffset = 0;
  let numberLength = 0;
  const quick = comparesFloats ? new QuickFloats(expected, flags) : null;
  const numberBytes = comparesFloats ? Buffer.alloc(MAX_FLOAT_BYTES + 1) : NOTHING;

  /** The last bytes before the current chunk, and the rest of a differing token that is still coming. */
  let tail: Buffer = NOTHING;
  let capture: TokenCapture | null = null;
  let soft: (() => Difference) | null = null;
  let failure: { readonly reason: string | null; readonly difference: () => Difference } | null = null;

  const isTokenAt = (i: number): boolean => i < expected.length && SPACE[expected[i] ?? 0] === 0;
  const tokenEnd = (from: number, most: number): number => {
    let end = from;
    while (end < from + most && isTokenAt(end)) end++;
    return end;
  };
  const tokenStart = (from: number): number => {
    let start = from;
    const near = Math.max(0, from - LONG_TOKEN);
    while (start > near && SPACE[expected[start - 1] ?? 0] === 0) start--;
    return start > near || near === 0 ? start : lastSpace(expected, near) + 1;
  };
  const skipAnswerSpace = (): void => {
    while (a < expected.length && !isTokenAt(a)) a++;
  };

  /** Counts the lines of the chunk up to `i`. */
  const countLines = (chunk: Uint8Array, i: number): void => {
    places.other(chunk, counted, i, base + counted);
    counted = i;
  };
  const placeOf = (chunk: Uint8Array, i: number): { readonly line: number; readonly column: number } => {
    countLines(chunk, i);
    return places.at(base + i);
  };

  /** Describes a differing token at `i` of the chunk, `matched` bytes into it; the rest of it may still have to come. */
  const describe = (chunk: Uint8Array, i: number, matched: number): (() => Difference) => {
    const { line, column } = placeOf(chunk, i);
    const place = { line, column: column - matched };
    const before = bytesBefore(tail, chunk, i, matched);
    const found = createTokenCapture(before, matched > before.length, (byte) => SPACE[byte] === 1);
    capture = found.feed(chunk, i) ? found : null;
    const from = a - Math.min(matched, WINDOW_BEFORE);
    const end = tokenEnd(a, WINDOW_AFTER + 1);
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
  };
  /** `found` is a byte at `i` of the chunk, or -1 at the end of the output. */
  const softenSpace = (found: number, chunk: Uint8Array, i: number): void => {
    const end = isTokenAt(a) ? tokenEnd(a, WINDOW_AFTER) : Math.min(a + 1, expected.length);
    const difference = {
      ...placeOf(chunk, i),
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
    const value = parseFloatToken(expected.subarray(start, tokenEnd(start, MAX_FLOAT_BYTES + 1)));
    if (value === null) return false;
    numberStart = start;
    numberValue = value;
    // What matched so far equals the answer's bytes, up to the case of an exponent's E.
    numberLength = expected.copy(numberBytes, 0, start, a);
    numberOffset = base + i - numberLength;
    return true;
  };
  const finishNumber = (chunk: Uint8Array, i: number): void => {
    const wanted = expected.subarray(numberStart, tokenEnd(numberStart, MAX_FLOAT_BYTES));
    const token = numberBytes.subarray(0, numberLength);
    const value = parseFloatToken(token);
    if (value === null || !withinTolerance(flags, numberValue, value)) {
      const cut = (bytes: Buffer): string =>
        shownBytes(bytes.subarray(0, WINDOW_AFTER), false, bytes.length > WINDOW_AFTER);
      countLines(chunk, i);
      const difference = { ...places.at(numberOffset), expected: cut(wanted), found: cut(token) };
      fail(null, () => difference);
    }
    a = numberStart + wanted.length;
    inToken = false;
    numberStart = -1;
  };

  const pushSpace = (chunk: Uint8Array, i: number, byte: number): void => {
    if (numberStart !== -1) finishNumber(chunk, i);
    else if (inToken && isTokenAt(a)) endTokenEarly(chunk, i);
    if (failure !== null) return;
    inToken = false;
    if (expected[a] === byte) a++;
    else if (strictSpace) softenSpace(byte, chunk, i);
  };
  /** The output's token ended before the answer's; as numbers they may still be equal. */
  const endTokenEarly = (chunk: Uint8Array, i: number): void => {
    if (startNumber(i)) finishNumber(chunk, i);
    else fail(null, describe(chunk, i, a - tokenStart(a)));
  };

  const pushDifferent = (chunk: Uint8Array, i: number, byte: number): void => {
    if (numberStart !== -1 || startNumber(i)) {
      numberBytes[numberLength++] = byte;
      if (numberLength > MAX_FLOAT_BYTES) finishNumber(chunk, i);
      return;
    }
    const difference = describe(chunk, i, a - tokenStart(a));
    if (!strictCase || !isTokenAt(a) || LOWER[byte] !== LOWER[expected[a] ?? 0]) return fail(null, difference);
    soften(difference);
    a++;
  };

  const skim = (chunk: Uint8Array, from: number, to: number): number => {
    cursor.answer = a;
    cursor.inToken = inToken;
    const end = skimmer.run(chunk, from, to, cursor, { strictCase, strictSpace });
    a = cursor.answer;
    inToken = cursor.inToken;
    return end;
  };

  const isSameByte = (byte: number): boolean => {
    const wanted = expected[a];
    return wanted !== undefined && (strictCase ? byte === wanted : LOWER[byte] === LOWER[wanted]);
  };

  /** Decides over one byte. */
  const pushByte = (chunk: Uint8Array, i: number): void => {
    const byte = chunk[i] ?? 0;
    if (SPACE[byte] === 1) return pushSpace(chunk, i, byte);
    if (!inToken) {
      if (strictSpace && a < expected.length && !isTokenAt(a)) softenSpace(byte, chunk, i);
      skipAnswerSpace();
      if (a === expected.length) return fail('extra output', describe(chunk, i, 0));
      inToken = true;
    }
    if (numberStart === -1 && isSameByte(byte)) a++;
    else pushDifferent(chunk, i, byte);
  };

  /**
   * Tokens that differ as text at `from` and are plainly the same number, both whole in what there is.
   * Returns where it stopped, at a byte that `skim` or `pushByte` has to look at.
   */
  const pushNumbers = (chunk: Uint8Array, from: number, to: number): number => {
    if (quick === null || !inToken || numberStart !== -1) return from;
    const start = tokenStart(a);
    const begin = from - (a - start);
    const end = begin < 0 ? -1 : quick.run(start, chunk, begin, to, strictSpace);
    if (end === -1) return from;
    a = quick.answerEnd;
    inToken = false;
    return end;
  };

  const pushBytes = (chunk: Uint8Array, from: number, to: number): void => {
    counted = from;
    for (let i = from; i < to && failure === null; i++) {
      if (numberStart === -1) i = skim(chunk, i, to);
      if (i < to) i = pushNumbers(chunk, i, to);
      if (i < to) pushByte(chunk, i);
    }
    if (failure === null) countLines(chunk, to);
  };

  const finish = (): void => {
    // Equal to the last byte: nobody asks for a place.
    if (numberStart === -1 && a === expected.length) return;
    counted = 0;
    if (numberStart !== -1) finishNumber(NOTHING, 0);
    else if (inToken && isTokenAt(a)) endTokenEarly(NOTHING, 0);
    if (failure !== null) return;
    let first = 0;
    while (first < a && SPACE[expected[first] ?? 0] === 1) first++;
    const nothingYet = first === a;
    if (strictSpace && a < expected.length) softenSpace(-1, NOTHING, 0);
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
          places.equal(a, next, base + from);
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

/** Where the last white space before `end` is; -1: nowhere. Native searches, for tokens of many megabytes. */
function lastSpace(bytes: Buffer, end: number): number {
  let last = -1;
  for (const [byte, isSpace] of SPACE.entries()) {
    if (isSpace === 0 || end <= last + 1) continue;
    const found = bytes.subarray(last + 1, end).lastIndexOf(byte);
    if (found !== -1) last += 1 + found;
  }
  return last;
}
