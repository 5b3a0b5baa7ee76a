import type { z } from 'zod';

/** As many slips as a name may have and still be known: one in four letters, two at least. */
const slips = (name: string): number => Math.max(2, Math.floor(name.length / 4));

/** The names that an object at a path of a schema may have: of a choice of objects, those of all. */
function namesAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  const def = defOf(schema);
  switch (def?.type) {
    case 'object': {
      const shape = def.shape ?? {};
      const [first, ...rest] = path;
      return first === undefined ? Object.keys(shape) : namesAt(shape[String(first)], rest);
    }
    case 'array':
      return namesAt(def.element, path.slice(1));
    case 'union':
      return [...new Set((def.options ?? []).flatMap((option) => namesAt(option, path)))];
    case 'pipe':
      return namesAt(def.in, path);
    default:
      return def?.innerType === undefined ? [] : namesAt(def.innerType, path);
  }
}

/** What of the definition of a schema other schemas stand in. */
type Def = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly options?: readonly unknown[];
  readonly innerType?: unknown;
  readonly in?: unknown;
};

/** The types of schemas say nothing of what is inside of them, which each kind has in another place. */
function defOf(schema: unknown): Def | undefined {
  return typeof schema === 'object' && schema !== null && 'def' in schema ? (schema.def as Def) : undefined;
}

/** Letters that are put in, left out, other ones or changed about between two texts (optimal string alignment). */
function distance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

/** Longer names are not compared: no field has one. */
const LONGEST = 60;

/** What to say of a field that a schema does not have. @param path of the object that it is in */
export function unknownField(schema: z.ZodType, path: readonly PropertyKey[], name: string): string {
  const names = namesAt(schema, path);
  const [nearest] = names
    .map((known) => ({ known, far: distance(name.slice(0, LONGEST).toLowerCase(), known.toLowerCase()) }))
    .filter(({ known, far }) => far <= slips(known))
    .toSorted((a, b) => a.far - b.far);
  return nearest === undefined
    ? `is no field of this request, which has ${names.join(', ')}`
    : `is no field of this request; did you mean ${nearest.known}?`;
}
