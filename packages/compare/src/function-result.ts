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

/** Deeper than the result of any signature: arrays of arrays of arrays, of graphs, of a class's calls. */
const DEEPEST = 8;
/** A text of JSON, or a number in it. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Undefined for what is no JSON, or holds what no result does. Takes time in proportion to the text, whatever is in it. */
export function parseResult(text: string): Json | undefined {
  if (NUL.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(LARGE.test(text) ? text.replaceAll(TOKENS, exactly) : text);
    return isResult(value, 0) ? value : undefined;
  } catch {
    return undefined;
  }
}

function exactly(token: string): string {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"\\u0000${token}"` : token;
}

function isResult(value: unknown, depth: number): value is Json {
  if (Array.isArray(value)) return depth < DEEPEST && value.every((one) => isResult(one, depth + 1));
  return value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string';
}

/** How the numbers of a value are compared: only floats may be near, or be written with a point or without. */
export type Nearness = { readonly float: boolean; readonly tolerance: number | null };

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * Where a result first is not as expected; null: nowhere. The place is that in the result, and stands before both values.
 * @param nearness of the whole result, or of what each call of a class returns
 */
export function differenceOf(
  expected: Json | undefined,
  found: Json,
  order: Signature['compare']['order'],
  nearness: Nearness | readonly Nearness[],
): Difference | null {
  if (expected === undefined) return told('', null, found);
  if (!('float' in nearness)) return differenceOfCalls(expected, found, nearness);
  if (order === 'exact') return firstDifference(expected, found, nearness, '');
  const sorted = order === 'any' ? byElement : byElementNested;
  const [wanted, given] = [sorted(expected), sorted(found)];
  if (wanted === null || given === null) return firstDifference(expected, found, EQUAL, '');
  return missing(wanted, given);
}

const EQUAL: Nearness = { float: false, tolerance: null };

function differenceOfCalls(expected: Json, found: Json, nearness: readonly Nearness[]): Difference | null {
  if (!isList(expected) || !isList(found) || expected.length !== found.length)
    return firstDifference(expected, found, EQUAL, '');
  for (const [i, wanted] of expected.entries()) {
    const inner = firstDifference(wanted, found[i] ?? null, nearness[i] ?? EQUAL, `[${i}]`);
    if (inner !== null) return inner;
  }
  return null;
}

function firstDifference(expected: Json, found: Json, nearness: Nearness, path: string): Difference | null {
  if (isList(expected) && isList(found)) {
    const length = Math.min(expected.length, found.length);
    for (let i = 0; i < length; i += 1) {
      const inner = firstDifference(expected[i] ?? null, found[i] ?? null, nearness, `${path}[${i}]`);
      if (inner !== null) return inner;
    }
    if (expected.length === found.length) return null;
    return note(path, `${expected.length} elements`, `${found.length} elements`);
  }
  return expected === found || isNear(expected, found, nearness) ? null : told(path, expected, found);
}

/** As numbers, where they are floats: some languages write whole ones without a point. Others are the same or they are not. */
function isNear(expected: Json, found: Json, { float, tolerance }: Nearness): boolean {
  const [wanted, given] = [numberOf(expected), numberOf(found)];
  if (!float || wanted === null || given === null) return false;
  return tolerance === null
    ? wanted === given
    : Math.abs(wanted - given) <= Math.max(tolerance, tolerance * Math.abs(wanted));
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
