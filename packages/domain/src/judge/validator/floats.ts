import type { ValidatorFlags } from './flags.ts';

/** A longer token is never a number. The format asks for 30 digits on either side of the point. */
export const MAX_FLOAT_BYTES = 1024;

/** Numbers of the format: decimal, with an optional exponent; no `inf`, no `nan`, no hexadecimal. */
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number a token stands for; null when it is none, or too large for a double. */
export function parseFloatToken(token: Buffer): number | null {
  if (token.length === 0 || token.length > MAX_FLOAT_BYTES) return null;
  const first = token[0] ?? 0;
  // Words are told from numbers by their first byte, without making a string of them.
  if (first !== 0x2b && first !== 0x2d && first !== 0x2e && (first < 0x30 || first > 0x39)) return null;
  const text = token.toString('latin1');
  if (!FLOAT.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Is `found` within one of the tolerances that the flags set? */
export function withinTolerance(flags: ValidatorFlags, wanted: number, found: number): boolean {
  const error = Math.abs(found - wanted);
  const { absoluteTolerance, relativeTolerance } = flags;
  return (absoluteTolerance !== null && error <= absoluteTolerance) || (relativeTolerance !== null && error <= relativeTolerance * Math.abs(wanted));
}
