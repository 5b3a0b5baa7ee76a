import type { z } from 'zod';

type Issues = { readonly value: object; readonly issues: z.core.$ZodRawIssue[] };

/** One fault of several fields together, said at each of them. */
function atEach(context: Issues, fields: readonly string[], say: (field: string) => string): void {
  for (const field of fields)
    context.issues.push({ code: 'custom', path: [field], message: say(field), input: context.value });
}

/** An instant, or a number; undefined for what is left out, and for local times, which are instants only where they are. */
function placeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/(Z|[+-]\d\d:?\d\d)$/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

/** Days of one calendar follow each other wherever that is: both as milliseconds; undefined where one of them is no day. */
function asDays(one: unknown, other: unknown): readonly [number, number] | undefined {
  const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  return isDay(one) && isDay(other) ? [Date.parse(one), Date.parse(other)] : undefined;
}

/**
 * For `check` of an object: the first field comes before the second, or may be as much where they are numbers. What one of them is by itself its own
 * schema says; one that is left out is in nobody's way.
 */
export function inOrder(first: string, second: string): (context: Issues) => void {
  return (context) => {
    const { [first]: one, [second]: other } = context.value as Readonly<Record<string, unknown>>;
    const [a, b] = asDays(one, other) ?? [placeOf(one), placeOf(other)];
    if (a === undefined || b === undefined || a < b || (a === b && typeof one === 'number')) return;
    const [less, more] =
      typeof one === 'number'
        ? ['must not be more than', 'must not be less than']
        : ['must be before', 'must be after'];
    atEach(context, [first, second], (field) =>
      field === first ? `${less} ${second} (${String(other)})` : `${more} ${first} (${String(one)})`,
    );
  };
}

/** For `check` of an object: where the first field is given, the others are not. */
export function alone(first: string, others: readonly string[]): (context: Issues) => void {
  return (context) => {
    const given = context.value as Readonly<Record<string, unknown>>;
    const beside = others.filter((field) => given[field] !== undefined);
    if (given[first] === undefined || beside.length === 0) return;
    atEach(context, [first, ...beside], (field) =>
      field === first ? `cannot go together with ${beside.join(', ')}` : `cannot go together with ${first}`,
    );
  };
}
