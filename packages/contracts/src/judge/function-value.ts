import { valueTypeText, type ValueType } from './signature.ts';

/** A value of a function problem as it is checked and written: whole numbers of type `long` are exact. */
export type FunctionValue = number | bigint | string | boolean | null | readonly FunctionValue[];

/** A value that does not fit its type: where in it, and what is wrong. */
export class ValueFault extends Error {
  /** Such as `[3]`; empty for the whole. */
  readonly path: string;
  constructor(path: string, what: string) {
    super(path === '' ? what : `${path}: ${what}`);
    this.name = 'ValueFault';
    this.path = path;
  }
}

const INT_MAX = 2 ** 31 - 1;
const LONG_MAX = 2n ** 63n - 1n;
/** One line of input; more is no case for a function. */
const SHOWN = 40;

/** What is a number in JSON, as it was written. */
class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Reviver = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** `JSON.parse` hands over the source of numbers since ES2025; the types do not know it yet. */
const parseWith: (text: string, reviver?: Reviver) => unknown = JSON.parse;

/** Text of JSON. With `exact`, numbers stay as they are written. @throws ValueFault */
function parseJson(text: string, exact: boolean): unknown {
  try {
    return exact
      ? parseWith(text, (_, value, context) =>
          typeof value === 'number' ? new Written(context?.source ?? String(value)) : value,
        )
      : parseWith(text);
  } catch {
    throw new ValueFault('', `${shown(text)} is not JSON`);
  }
}

/** Short whatever it is: arrays may be deeper than a stack. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : 'an array';
  if (value !== null && typeof value === 'object' && !(value instanceof Written)) return 'an object';
  const text = typeof value === 'string' ? value : value instanceof Written ? value.text : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Reads a value of a type. @throws ValueFault saying where and what */
export function decodeValue(type: ValueType, text: string): FunctionValue {
  return checked(type, parseJson(text, type.base === 'long'), '');
}

/** The same of a value that was parsed; numbers of a `long` as `parseExact` leaves them. @throws ValueFault */
export function checked(type: ValueType, value: unknown, path: string): FunctionValue {
  const { base, dimensions } = type;
  if (dimensions > 0) {
    if (!Array.isArray(value)) throw misfit(type, value, path);
    const inner = { base, dimensions: dimensions - 1 };
    return value.map((one: unknown, index) => checked(inner, one, `${path}[${index}]`));
  }
  switch (base) {
    case 'int': {
      const number = plainNumber(value);
      if (number === null || !Number.isInteger(number) || Math.abs(number) > INT_MAX + (number < 0 ? 1 : 0))
        throw misfit(type, value, path);
      return number === 0 ? 0 : number;
    }
    case 'long': {
      const text = value instanceof Written ? value.text : typeof value === 'number' ? String(value) : '';
      if (!/^-?\d{1,19}$/.test(text)) throw misfit(type, value, path);
      const number = BigInt(text);
      if (number > LONG_MAX || number < -LONG_MAX - 1n) throw misfit(type, value, path);
      return number;
    }
    case 'float': {
      const number = plainNumber(value);
      if (number === null || !Number.isFinite(number)) throw misfit(type, value, path);
      return number;
    }
    case 'string':
      if (typeof value !== 'string') throw misfit(type, value, path);
      if (/\0|[\uD800-\uDFFF]/.test(value.replaceAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '')))
        throw new ValueFault(path, 'a string may hold neither U+0000 nor half a character');
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw misfit(type, value, path);
      return value;
    case 'char':
      if (typeof value !== 'string' || !/^[ -~]$/.test(value)) throw misfit(type, value, path);
      return value;
    case 'list':
      return checked({ base: 'int', dimensions: 1 }, value, path);
    case 'tree':
      return checkedTree(value, path);
    case 'graph':
      return checkedGraph(value, path);
    default:
      return base satisfies never;
  }
}

const WORDS: Readonly<Record<ValueType['base'], string>> = {
  int: 'a whole number of 32 bits',
  long: 'a whole number of 64 bits',
  float: 'a number',
  string: 'a string',
  bool: 'true or false',
  char: 'one printable ASCII character in quotes',
  list: 'a list of whole numbers such as [1,2,3]',
  tree: 'a tree in level order such as [1,null,2]',
  graph: 'lists of neighbours such as [[1],[0]]',
};

function misfit(type: ValueType, value: unknown, path: string): ValueFault {
  const wanted = type.dimensions > 0 ? `an array (${valueTypeText(type)})` : WORDS[type.base];
  return new ValueFault(path, `${shown(value)} is not ${wanted}`);
}

function plainNumber(value: unknown): number | null {
  if (value instanceof Written) return Number(value.text);
  return typeof value === 'number' ? value : null;
}

/** Level order, children of missing nodes left out. What is missing at the end is not written. */
function checkedTree(value: unknown, path: string): FunctionValue {
  if (!Array.isArray(value)) throw misfit({ base: 'tree', dimensions: 0 }, value, path);
  const nodes = value.map((one: unknown, index) =>
    one === null ? null : checked({ base: 'int', dimensions: 0 }, one, `${path}[${index}]`),
  );
  while (nodes.at(-1) === null) nodes.pop();
  let places = 1;
  for (const [index, node] of nodes.entries()) {
    if (places === 0) throw new ValueFault(`${path}[${index}]`, 'no node above it has a place for it');
    places += node === null ? -1 : 1;
  }
  return nodes;
}

function checkedGraph(value: unknown, path: string): FunctionValue {
  if (!Array.isArray(value)) throw misfit({ base: 'graph', dimensions: 0 }, value, path);
  return value.map((one: unknown, index) => {
    const neighbours = checked({ base: 'int', dimensions: 1 }, one, `${path}[${index}]`);
    if (Array.isArray(neighbours))
      for (const other of neighbours)
        if (typeof other !== 'number' || other < 0 || other >= value.length)
          throw new ValueFault(
            `${path}[${index}]`,
            `there is no node ${String(other)}: they are 0 to ${value.length - 1}`,
          );
    return neighbours;
  });
}

/** The one way to write a value: JSON without white space. */
export function encodeValue(value: FunctionValue): string {
  if (typeof value === 'bigint') return String(value);
  if (isArray(value)) return `[${value.map(encodeValue).join(',')}]`;
  return JSON.stringify(value);
}

function isArray(value: FunctionValue): value is readonly FunctionValue[] {
  return Array.isArray(value);
}

/** JSON whose numbers are kept as they are written, for `checked`. @throws ValueFault */
export function parseExact(text: string): unknown {
  return parseJson(text, true);
}
