import { encodeValue, type FunctionValue } from '@docket/contracts/judge/function-value';
import { valueBases, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import fc from 'fast-check';

/** All types that a value may have, arrays of three dimensions among them. */
export const ALL_TYPES: readonly ValueType[] = valueBases.flatMap((base) =>
  [0, 1, 2, 3].map((dimensions) => ({ base, dimensions })),
);

const int = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.constantFrom(0, -(2 ** 31), 2 ** 31 - 1));
const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n),
);
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((one) => one.replaceAll('\0', ''))
  .filter((one) => one.isWellFormed());

/** Level order, of a shape that a tree can have. */
const tree = fc.array(fc.option(int, { freq: 4 }), { maxLength: 15 }).map((wanted) => {
  const nodes: (number | null)[] = [];
  let places = 1;
  for (const node of wanted) {
    if (places === 0) break;
    nodes.push(node);
    places += node === null ? -1 : 1;
  }
  while (nodes.at(-1) === null) nodes.pop();
  return nodes;
});

const graph = fc.integer({ min: 0, max: 5 }).chain((nodes) =>
  fc.array(fc.array(fc.integer({ min: 0, max: Math.max(0, nodes - 1) }), { maxLength: nodes }), {
    minLength: nodes,
    maxLength: nodes,
  }),
);

/** Random values of a type. */
export function valuesOf({ base, dimensions }: ValueType): fc.Arbitrary<FunctionValue> {
  if (dimensions > 0) return fc.array(valuesOf({ base, dimensions: dimensions - 1 }), { maxLength: 4 });
  switch (base) {
    case 'int':
      return int;
    case 'long':
      return int64;
    case 'float':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one));
    case 'string':
      return text;
    case 'bool':
      return fc.boolean();
    case 'char':
      return fc.constantFrom(...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)));
    case 'list':
      return fc.array(int, { maxLength: 6 });
    case 'tree':
      return tree;
    case 'graph':
      return graph;
    default:
      return base satisfies never;
  }
}

function nameOf(type: ValueType): string {
  return `give${type.base.slice(0, 1).toUpperCase()}${type.base.slice(1)}${type.dimensions}`;
}

/** A class that gives back what it is given, a method for each type. */
export const ECHO: Signature = {
  kind: 'class',
  name: 'Echo',
  parameters: [],
  returns: null,
  changes: null,
  methods: ALL_TYPES.map((type) => ({ name: nameOf(type), parameters: [{ name: 'value', type }], returns: type })),
  compare: { order: 'exact', tolerance: null },
};

/** A case of it with some calls of each method, and what must come back. */
export function echoCase(values: readonly (readonly [ValueType, FunctionValue])[]): { input: string; answer: string } {
  const names = values.map(([type]) => JSON.stringify(nameOf(type)));
  const texts = values.map(([, value]) => encodeValue(value));
  return {
    input: `[${['"Echo"', ...names].join(',')}]\n[${['[]', ...texts.map((one) => `[${one}]`)].join(',')}]\n`,
    answer: `[${['null', ...texts].join(',')}]`,
  };
}

/** What a driver's starter code becomes when each method gives back its argument. */
export function echoSource(language: string, starter: string): string {
  const bodies: Readonly<Record<string, readonly [RegExp, string, string]>> = {
    python3: [/pass/g, 'pass', 'return value'],
    ruby: [/^ +$/gm, '', 'value'],
    rust: [/todo!\(\)/g, 'Echo {}', 'value'],
    kotlin: [/TODO\(\)/g, 'return value', 'return value'],
    go: [/^\t$/gm, '\treturn Echo{}', '\treturn value'],
    c: [/^ +$/gm, 'static Echo one; return &one;', 'return value;'],
  };
  const [pattern, first, rest] = bodies[language] ?? [/^ +$/gm, '', 'return value;'];
  // Before the constructor of these, a type with no fields stands.
  const fields = ['rust', 'go', 'c'].includes(language) ? 1 : 0;
  let seen = 0;
  return starter.replaceAll(pattern, () => {
    const at = seen++;
    if (language === 'rust') return at === 0 ? first : rest;
    if (at < fields) return language === 'c' ? 'int unused;' : '';
    return at === fields ? first : rest;
  });
}
