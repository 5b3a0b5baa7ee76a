import type { Signature } from '@docket/contracts/judge/signature';
import type { Difference } from './validator.ts';

/** A result as JSON. Whole numbers that a double cannot hold are texts of their digits behind this. */
type Json = null | boolean | number | string | readonly Json[];
const EXACT = '\u0000';
const LARGE = /\d{16}/;
/** No string of a result holds it, which is why it can stand before digits. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;
/** Of a value, so much is shown. */
const SHOWN = 60;

type Reviver = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown;
/** `JSON.parse` hands over the source of numbers since ES2025; the types do not know it yet. */
const parseWith: (text: string, reviver?: Reviver) => unknown = JSON.parse;

/** Undefined for what is no JSON, or holds what no result does. */
export function parseResult(text: string): Json | undefined {
  if (NUL.test(text)) return undefined;
  try {
    const value = LARGE.test(text) ? parseWith(text, exactly) : parseWith(text);
    return isResult(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function exactly(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? `${EXACT}${BigInt(source)}` : value;
}

function isResult(value: unknown): value is Json {
  if (Array.isArray(value)) return value.every(isResult);
  return value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string';
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Where a result first is not as expected; null: nowhere. The place is that in the result, and stands before both values. */
export function differenceOf(
  expected: Json | undefined,
  found: Json,
  { order, tolerance }: Signature['compare'],
): Difference | null {
  if (expected === undefined) return told('', null, found);
  if (order === 'exact') return firstDifference(expected, found, tolerance, '');
  const sorted = order === 'any' ? byElement : byElementNested;
  const [wanted, given] = [sorted(expected), sorted(found)];
  if (wanted === null || given === null) return firstDifference(expected, found, null, '');
  return missing(wanted, given);
}

function firstDifference(expected: Json, found: Json, tolerance: number | null, path: string): Difference | null {
  if (isList(expected) && isList(found)) {
    const length = Math.min(expected.length, found.length);
    for (let i = 0; i < length; i += 1) {
      const inner = firstDifference(expected[i] ?? null, found[i] ?? null, tolerance, `${path}[${i}]`);
      if (inner !== null) return inner;
    }
    if (expected.length === found.length) return null;
    return note(path, `${expected.length} elements`, `${found.length} elements`);
  }
  return expected === found || isNear(expected, found, tolerance) ? null : told(path, expected, found);
}

/** As numbers. Two whole ones that are exact are only compared so where floats may be, which some languages write without a point. */
function isNear(expected: Json, found: Json, tolerance: number | null): boolean {
  const [wanted, given] = [numberOf(expected), numberOf(found)];
  if (wanted === null || given === null) return false;
  if (tolerance === null) return wanted === given && typeof expected !== typeof found;
  return Math.abs(wanted - given) <= Math.max(tolerance, tolerance * Math.abs(wanted));
}

function numberOf(value: Json): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.startsWith(EXACT) ? Number(value.slice(1)) : null;
}

/** The elements as texts, in an order of their own; null for what is no array. */
function byElement(value: Json): readonly string[] | null {
  return isList(value) ? value.map((one) => JSON.stringify(one)).toSorted() : null;
}

function byElementNested(value: Json): readonly string[] | null {
  return isList(value)
    ? value.map((one) => (isList(one) ? `[${(byElement(one) ?? []).join(',')}]` : JSON.stringify(one))).toSorted()
    : null;
}

/** Both sorted: the first element that one of them has and the other has not as often. */
function missing(expected: readonly string[], found: readonly string[]): Difference | null {
  for (let i = 0; i < Math.max(expected.length, found.length); i += 1) {
    const [wanted, given] = [expected[i], found[i]];
    if (wanted === given) continue;
    if (given === undefined || (wanted !== undefined && wanted < given))
      return note('', `an element ${plain(wanted)}`, 'none');
    return note('', 'none', `an element ${plain(given)}`);
  }
  return null;
}

function told(path: string, expected: Json, found: Json): Difference {
  return note(path, plain(JSON.stringify(expected)), plain(JSON.stringify(found)));
}

function plain(text: string | undefined): string {
  const digits = (text ?? '').replaceAll(/"\\u0000(-?\d+)"/g, '$1');
  return digits.length > SHOWN ? `${digits.slice(0, SHOWN)}…` : digits;
}

function note(path: string, expected: string, found: string): Difference {
  const at = path === '' ? '' : `${path}: `;
  return { line: 1, column: 1, expected: `${at}${expected}`, found: `${at}${found}` };
}
