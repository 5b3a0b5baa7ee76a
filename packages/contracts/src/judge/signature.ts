import { z } from 'zod';

/** What a value of a function problem is made of. `list` and `tree` are of whole numbers, `graph` is its nodes' lists of neighbours. */
export const valueBases = ['int', 'long', 'float', 'string', 'bool', 'char', 'list', 'tree', 'graph'] as const;
type ValueBase = (typeof valueBases)[number];

/** Arrays of arrays of arrays, and no deeper. */
const DIMENSIONS_MAX = 3;
export const PARAMETERS_MAX = 12;
export const METHODS_MAX = 30;

/** A type of values: its base, and how often an array of it is taken. */
export type ValueType = { readonly base: ValueBase; readonly dimensions: number };

const TYPE = /^([a-z]+)((?:\[\])*)$/;

/** `int[][]` and the like; null for what is no type. */
export function parseValueType(text: string): ValueType | null {
  const [, name, brackets = ''] = TYPE.exec(text.replaceAll(/\s/g, '')) ?? [];
  const base = valueBases.find((one) => one === name);
  const dimensions = brackets.length / 2;
  return base === undefined || dimensions > DIMENSIONS_MAX ? null : { base, dimensions };
}

/** The type as it is written. */
export function valueTypeText({ base, dimensions }: ValueType): string {
  return `${base}${'[]'.repeat(dimensions)}`;
}

const valueType = z.object({ base: z.enum(valueBases), dimensions: z.int().min(0).max(DIMENSIONS_MAX) });

const parameter = z.object({ name: z.string(), type: valueType });
export type Parameter = z.infer<typeof parameter>;

const method = z.object({
  name: z.string(),
  parameters: z.array(parameter),
  /** Null: it returns nothing. */
  returns: valueType.nullable(),
});
export type Method = z.infer<typeof method>;

/** `any`: the elements of the result in any order; `any-nested`: also those of each of them. */
export const resultOrders = ['exact', 'any', 'any-nested'] as const;

/** What a function problem asks for, declared once: names are in camelCase, and each language writes them in its own way. */
export const signature = z.object({
  kind: z.enum(['function', 'class']),
  /** Of the function or the class. */
  name: z.string(),
  /** Of the function, or of the class's constructor. */
  parameters: z.array(parameter),
  /** Of the function; null: it changes an argument. */
  returns: valueType.nullable(),
  /** The parameter that is changed in place, which is the result. */
  changes: z.string().nullable(),
  /** Of a class. */
  methods: z.array(method),
  compare: z.object({
    order: z.enum(resultOrders),
    /** Numbers may differ by so much, or by so much of the expected one. Null: not at all. */
    tolerance: z.number().nullable(),
  }),
});
export type Signature = z.infer<typeof signature>;

/** The type of a function's result: what it returns, or the argument that it changes. Null for classes. */
export function resultTypeOf({ kind, returns, changes, parameters }: Signature): ValueType | null {
  if (kind === 'class') return null;
  return returns ?? parameters.find(({ name }) => name === changes)?.type ?? null;
}
