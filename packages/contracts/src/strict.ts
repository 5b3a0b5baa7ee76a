import { z } from 'zod';

/** Where other schemas stand in the definition of a schema, by its kind: one, a list of them, or a record. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  object: ['shape'],
  array: ['element'],
  tuple: ['items', 'rest'],
  record: ['keyType', 'valueType'],
  union: ['options'],
  optional: ['innerType'],
  nullable: ['innerType'],
  nonoptional: ['innerType'],
  default: ['innerType'],
  prefault: ['innerType'],
  readonly: ['innerType'],
  pipe: ['in', 'out'],
};

/** Kinds that hold no other schema. */
const LEAVES = new Set(['string', 'number', 'boolean', 'null', 'unknown', 'never', 'literal', 'enum', 'transform']);

const made = new WeakMap<z.ZodType, z.ZodType>();

/**
 * The same schema, but one that refuses fields it does not know instead of leaving them out: in it and in everything inside of it. Objects that say
 * themselves what else they may hold (`looseObject`, `catchall`) keep to that. Built once for each schema.
 * @throws Error for a kind of schema that no contract of ours has used yet: say above what it holds
 */
export function strictly<S extends z.ZodType>(schema: S): S {
  const known = made.get(schema) ?? rebuilt(schema);
  made.set(schema, known);
  return sameKind(known, schema);
}

function rebuilt(schema: z.ZodType): z.ZodType {
  const { def } = schema;
  if (LEAVES.has(def.type)) return schema;
  const places = INSIDE[def.type];
  if (places === undefined) throw new Error(`a schema of the kind ${def.type} cannot be made strict`);
  const parts = Object.entries(def)
    .filter(([name]) => places.includes(name))
    .map(([name, value]) => [name, within(value)]);
  const strict = def.type === 'object' && !('catchall' in def) ? { catchall: z.never() } : {};
  return schema.clone({ ...def, ...Object.fromEntries(parts), ...strict });
}

function within(value: unknown): unknown {
  if (value instanceof z.ZodType) return strictly(value);
  if (Array.isArray(value)) return value.map(within);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, within(each)]));
}

/** A clone with stricter parts takes and gives the same types. */
function sameKind<S extends z.ZodType>(strict: z.ZodType, _schema: S): S {
  return strict as S;
}

let testing = false;

/** Called once by a process under test (NODE_ENV=test): from then on `held` is strict. */
export function holdStrictly(): void {
  testing = true;
}

/** Are contracts held to the letter in this process? */
export function heldStrictly(): boolean {
  return testing;
}

/** What to parse something of our own making with: under test, a field that its contract does not have is an error; elsewhere it is left out. */
export function held<S extends z.ZodType>(schema: S): S {
  return testing ? strictly(schema) : schema;
}
