import { SPACE, wordsOf } from './bytes.ts';
import { POWERS_OF_TEN } from './floats.ts';
import type { ValidatorFlags } from './flags.ts';

/** Digits up to which a sum of digits times ten is exact in a double, and up to which it is near enough to be used at all. */
const EXACT_DIGITS = 15;
const MOST_DIGITS = 40;
/** More than all rounding of a number of `MOST_DIGITS` digits together, as a share of it. */
const SLACK = 64 * Number.EPSILON;

const POINT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
const LOWER_E = 0x65;

/**
 * Compares numbers as they stand in two byte arrays, without strings and objects, four digits at a time: for the many that
 * differ in writing and not in value. It only ever says yes; what it is not sure of (long mantissas near the edge of a
 * tolerance, large exponents, words, the last bytes there are) is looked at again by `parseFloatToken`.
 */
export class QuickFloats {
  readonly #answer: Uint8Array;
  readonly #answerWords: DataView;
  readonly #absolute: number;
  readonly #relative: number;
  /** Of the token scanned last: value, and whether it is the nearest double. Not object fields of their own: those would be boxed. */
  readonly #scanned = new Float64Array(2);
  /** Where the answer's tokens end that matched last, or the next one starts. */
  answerEnd = 0;

  constructor(answer: Uint8Array, flags: Pick<ValidatorFlags, 'absoluteTolerance' | 'relativeTolerance'>) {
    this.#answer = answer;
    this.#answerWords = wordsOf(answer);
    this.#absolute = flags.absoluteTolerance ?? -1;
    this.#relative = flags.relativeTolerance ?? -1;
  }

  /**
   * Are the token at `a` of the answer and the one at `from` of the output numbers within the tolerance? Where numbers are
   * written in another way they mostly all are, so it goes on with the tokens that follow for as long as that is so.
   * @param to bytes of the output from here on are not looked at; a token that reaches it may go on
   * @param strictSpace the white space after the token is to be left to the caller
   * @returns where it stopped in the output, at no byte inside of a token; -1: no, or not sure
   */
  run(a: number, output: Uint8Array, from: number, to: number, strictSpace: boolean): number {
    const answer = this.#answer;
    const words = wordsOf(output);
    let k = a;
    let i = from;
    for (let first = true; ; first = false) {
      const end = this.#match(k, output, words, i, to);
      if (end === -1) {
        if (first) return -1;
        break;
      }
      // As long as each other: written alike again, probably, and for that there is a faster way.
      const alike = end - i === this.answerEnd - k;
      i = end;
      k = this.answerEnd;
      if (strictSpace || (alike && !first)) break;
      while (i < to && SPACE[output[i] ?? 0] === 1) i++;
      while (k < answer.length && SPACE[answer[k] ?? 0] === 1) k++;
      if (i === to || k === answer.length) break;
    }
    this.answerEnd = k;
    return i;
  }

  #match(a: number, output: Uint8Array, words: DataView, o: number, to: number): number {
    const scanned = this.#scanned;
    const answerEnd = this.#scan(this.#answer, this.#answerWords, a, this.#answer.length);
    if (answerEnd === -1) return -1;
    const wanted = scanned[0] ?? 0;
    const exact = scanned[1] === 1;
    const end = this.#scan(output, words, o, to);
    if (end === -1) return -1;
    const found = scanned[0] ?? 0;
    const slack = exact && scanned[1] === 1 ? 0 : SLACK * (Math.abs(wanted) + Math.abs(found));
    const error = Math.abs(found - wanted) + slack;
    if (error > this.#absolute && error > this.#relative * Math.abs(wanted)) return -1;
    this.answerEnd = answerEnd;
    return end;
  }

  /** Reads the number at `from`. @returns where its token ends, before `to`; -1 when it is no number of the plain kind */
  #scan(bytes: Uint8Array, words: DataView, from: number, to: number): number {
    const last = to - 4;
    let i = from;
    const sign = bytes[i];
    if (sign === MINUS || sign === PLUS) i++;
    let value = 0;
    let digits = 0;
    for (let count = 4; count === 4 && digits <= MOST_DIGITS; digits += count) {
      if (i > last) return -1;
      const word = words.getInt32(i, true) ^ 0x30303030;
      count = digitsIn(word);
      value = value * (POWERS_OF_TEN[count] ?? 0) + valueOf(word, count);
      i += count;
    }
    let decimals = 0;
    if (bytes[i] === POINT) {
      const point = ++i;
      for (let count = 4; count === 4 && digits <= MOST_DIGITS; digits += count) {
        if (i > last) return -1;
        const word = words.getInt32(i, true) ^ 0x30303030;
        count = digitsIn(word);
        value = value * (POWERS_OF_TEN[count] ?? 0) + valueOf(word, count);
        i += count;
      }
      decimals = i - point;
    }
    if (digits === 0 || digits > MOST_DIGITS || i >= to) return -1;
    if (((bytes[i] ?? 0) | 0x20) === LOWER_E) {
      const minus = bytes[++i] === MINUS;
      if (minus || bytes[i] === PLUS) i++;
      const start = i;
      let exponent = 0;
      for (; i < to; i++) {
        const digit = (bytes[i] ?? 0) - 0x30;
        if (digit < 0 || digit > 9) break;
        exponent = exponent * 10 + digit;
      }
      if (i === start || i - start > 3) return -1;
      decimals += minus ? exponent : -exponent;
    }
    if (i >= to || SPACE[bytes[i] ?? 0] === 0) return -1;
    if (decimals > 22 || decimals < -22) return -1;
    value = decimals >= 0 ? value / (POWERS_OF_TEN[decimals] ?? NaN) : value * (POWERS_OF_TEN[-decimals] ?? NaN);
    this.#scanned[0] = sign === MINUS ? -value : value;
    this.#scanned[1] = digits <= EXACT_DIGITS ? 1 : 0;
    return i;
  }
}

/** How many of the four bytes, from the first on, are digits, each already less by '0'. */
function digitsIn(word: number): number {
  // The high bit of a byte is set where the byte is 10 or more.
  const others = (((word & 0x7f7f7f7f) + 0x76767676) | word) & 0x80808080;
  return others === 0 ? 4 : (31 - Math.clz32(others & -others)) >> 3;
}

/** The number that the first `count` digits of the word make. */
function valueOf(word: number, count: number): number {
  if (count === 0) return 0;
  // The digits move to the end and zeros come before them; then pairs are put together, then the two pairs.
  const pairs = Math.imul(word << ((4 - count) << 3), 10 * 256 + 1) >>> 8;
  return (pairs & 255) * 100 + ((pairs >>> 16) & 255);
}
