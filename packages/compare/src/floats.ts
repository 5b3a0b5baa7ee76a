import type { ValidatorFlags } from './flags.ts';

/** A longer token is never a number. The format asks for 30 digits on either side of the point. */
export const MAX_FLOAT_BYTES = 1024;

/** Numbers of the format: decimal, with an optional exponent; no `inf`, no `nan`, no hexadecimal. */
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The powers of ten that are exact in a double. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

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
