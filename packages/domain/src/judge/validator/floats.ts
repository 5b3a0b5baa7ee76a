import type { ValidatorFlags } from './flags.ts';

/** A longer token is never a number. The format asks for 30 digits on either side of the point. */
export const MAX_FLOAT_BYTES = 1024;

/** Numbers of the format: decimal, with an optional exponent; no `inf`, no `nan`, no hexadecimal. */
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The number a token stands for; null when it is none, or too large for a double. */
export function parseFloatToken(token: Buffer): number | null {
  if (token.length === 0 || token.length > MAX_FLOAT_BYTES) return null;
  const quick = parsePlain(token);
  if (quick !== undefined) return quick;
  const text = token.toString('latin1');
  if (!FLOAT.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/**
 * Short numbers without an exponent, without making a string. Up to 15 digits are exact in a double, and so is the
 * power of ten below them, so their quotient is rounded correctly. Undefined: not sure, take the long way.
 */
function parsePlain(token: Buffer): number | null | undefined {
  const sign = token[0] === 0x2d ? -1 : 1;
  const start = token[0] === 0x2d || token[0] === 0x2b ? 1 : 0;
  if (token.length - start > 16) return undefined;
  let digits = 0;
  let value = 0;
  let point = -1;
  for (let i = start; i < token.length; i++) {
    const byte = token[i] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + (byte - 0x30);
      digits++;
    } else if (byte === 0x2e && point === -1) {
      point = i;
    } else {
      // An exponent needs a digit before it; anything else in here makes it a word.
      return digits > 0 && (byte === 0x65 || byte === 0x45) ? undefined : null;
    }
  }
  if (digits === 0) return null;
  if (digits > 15) return undefined;
  return sign * (value / (POWERS_OF_TEN[point === -1 ? 0 : token.length - 1 - point] ?? NaN));
}

/** Is `found` within one of the tolerances that the flags set? */
export function withinTolerance(flags: ValidatorFlags, wanted: number, found: number): boolean {
  const error = Math.abs(found - wanted);
  const { absoluteTolerance, relativeTolerance } = flags;
  return (
    (absoluteTolerance !== null && error <= absoluteTolerance) ||
    (relativeTolerance !== null && error <= relativeTolerance * Math.abs(wanted))
  );
}

/** White space of the format: space, form feed, line feed, carriage return, tab, vertical tab. */
export const SPACE = new Uint8Array(256);
for (const byte of [0x20, 0x0c, 0x0a, 0x0d, 0x09, 0x0b]) SPACE[byte] = 1;

/** Digits up to which a sum of digits times ten is exact in a double, and up to which it is near enough to be used at all. */
const EXACT_DIGITS = 15;
const MOST_DIGITS = 40;
/** More than all rounding of a number of `MOST_DIGITS` digits together, as a share of it. */
const SLACK = 64 * Number.EPSILON;

/**
 * Compares numbers as they stand in two byte arrays, without strings and objects: for the many that differ in writing and not in
 * value. It only ever says yes; what it is not sure of (long mantissas near the edge of a tolerance, large exponents, words) is
 * looked at again by `parseFloatToken`.
 */
export class QuickFloats {
  readonly #absolute: number;
  readonly #relative: number;
  /** Of the token scanned last: value, and whether it is the nearest double. Not object fields of their own: those would be boxed. */
  readonly #scanned = new Float64Array(2);
  /** Where the answer's token ends that matched last. */
  answerEnd = 0;

  constructor(flags: Pick<ValidatorFlags, 'absoluteTolerance' | 'relativeTolerance'>) {
    this.#absolute = flags.absoluteTolerance ?? -1;
    this.#relative = flags.relativeTolerance ?? -1;
  }

  /**
   * Are the token at `a` of `answer` and the one at `o` of `output` numbers within the tolerance?
   * @param to bytes of the output from here on are not looked at; a token that reaches it may go on
   * @returns where the output's token ends; -1: no, or not sure
   */
  match(answer: Uint8Array, a: number, output: Uint8Array, o: number, to: number): number {
    const answerEnd = this.#scan(answer, a, answer.length);
    if (answerEnd === -1) return -1;
    const wanted = this.#scanned[0] ?? 0;
    const exact = this.#scanned[1] === 1;
    const end = this.#scan(output, o, to);
    if (end === -1 || end === to) return -1;
    const found = this.#scanned[0] ?? 0;
    const slack = exact && this.#scanned[1] === 1 ? 0 : SLACK * (Math.abs(wanted) + Math.abs(found));
    const error = Math.abs(found - wanted) + slack;
    if (error > this.#absolute && error > this.#relative * Math.abs(wanted)) return -1;
    this.answerEnd = answerEnd;
    return end;
  }

  /** Reads the number at `from`. @returns where its token ends, or -1 when it is no number of the plain kind */
  #scan(bytes: Uint8Array, from: number, end: number): number {
    let i = from;
    let byte = i < end ? (bytes[i] ?? 0) : 0;
    const negative = byte === 0x2d;
    if (negative || byte === 0x2b) i++;
    const first = i;
    // Two loops, before and after the point: a digit costs one comparison.
    let value = 0;
    for (; i < end; i++) {
      byte = (bytes[i] ?? 0) - 0x30;
      if (byte < 0 || byte > 9) break;
      value = value * 10 + byte;
    }
    let digits = i - first;
    let decimals = 0;
    if (i < end && bytes[i] === 0x2e) {
      const point = ++i;
      for (; i < end; i++) {
        byte = (bytes[i] ?? 0) - 0x30;
        if (byte < 0 || byte > 9) break;
        value = value * 10 + byte;
      }
      decimals = i - point;
      digits += decimals;
    }
    if (digits === 0 || digits > MOST_DIGITS) return -1;
    if (i < end && ((bytes[i] ?? 0) | 0x20) === 0x65) {
      const sign = bytes[++i];
      if (sign === 0x2d || sign === 0x2b) i++;
      const start = i;
      let exponent = 0;
      for (; i < end; i++) {
        byte = (bytes[i] ?? 0) - 0x30;
        if (byte < 0 || byte > 9) break;
        exponent = exponent * 10 + byte;
      }
      if (i === start || i - start > 3) return -1;
      decimals += sign === 0x2d ? exponent : -exponent;
    }
    if (i < end && SPACE[bytes[i] ?? 0] === 0) return -1;
    if (decimals > 22 || decimals < -22) return -1;
    value = decimals >= 0 ? value / (POWERS_OF_TEN[decimals] ?? NaN) : value * (POWERS_OF_TEN[-decimals] ?? NaN);
    this.#scanned[0] = negative ? -value : value;
    this.#scanned[1] = digits <= EXACT_DIGITS ? 1 : 0;
    return i;
  }
}
