import { resultTypeOf, type Parameter, type Signature, type ValueType } from '@docket/contracts/judge/signature';
import { camel, indent, words, type Driver, type DriverFile } from '../driver.ts';
import { nodesNote } from '../nodes.ts';

const TYPES: Readonly<Record<ValueType['base'], string>> = {
  int: 'number',
  long: 'bigint',
  float: 'number',
  string: 'string',
  bool: 'boolean',
  char: 'string',
  list: 'ListNode | null',
  tree: 'TreeNode | null',
  graph: 'number[][]',
};

/** The type as TypeScript writes it, which comments of JavaScript do, too. */
export function typeOf({ base, dimensions }: ValueType | { base: null; dimensions: 0 }): string {
  if (base === null) return 'void';
  const inner = TYPES[base];
  return dimensions === 0 ? inner : `${inner.includes(' ') ? `(${inner})` : inner}${'[]'.repeat(dimensions)}`;
}

const SUPPORT = String.raw`
'use strict';
class ListNode {
  constructor(val = 0, next = null) {
    this.val = val;
    this.next = next;
  }
}
class TreeNode {
  constructor(val = 0, left = null, right = null) {
    this.val = val;
    this.left = left;
    this.right = right;
  }
}
globalThis.ListNode = ListNode;
globalThis.TreeNode = TreeNode;
globalThis.require = require;
globalThis.module = { exports: {} };
globalThis.exports = globalThis.module.exports;

const MOST_NODES = 2000000;
const parse = JSON.parse;
const exact = (text) => parse(text, (key, value, context) => (typeof value === 'number' ? BigInt(context.source) : value));

function read(base, dimensions, value) {
  if (base !== 'list' && base !== 'tree') return value;
  if (dimensions > 0) return value.map((one) => read(base, dimensions - 1, one));
  if (base === 'list') return value.reduceRight((next, one) => new ListNode(one, next), null);
  if (value.length === 0) return null;
  const root = new TreeNode(value[0]);
  const nodes = [root];
  for (let index = 0, at = 1; at < value.length; index++, at += 2) {
    const node = nodes[index];
    if (value[at] !== null) nodes.push((node.left = new TreeNode(value[at])));
    if (at + 1 < value.length && value[at + 1] !== null) nodes.push((node.right = new TreeNode(value[at + 1])));
  }
  return root;
}

function text(base, dimensions, value) {
  if (value === null || value === undefined) return dimensions === 0 && (base === 'list' || base === 'tree') ? '[]' : 'null';
  if (dimensions === 0 && base === 'list') {
    const values = [];
    for (let node = value; node; node = node.next) {
      if (values.length === MOST_NODES) throw new Error('the list does not end: a node leads back to one before it');
      values.push(node.val);
    }
    return text('int', 1, values);
  }
  if (dimensions === 0 && base === 'tree') {
    const nodes = [value], values = [];
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at];
      if (nodes.length > MOST_NODES) throw new Error('the tree does not end: a node is below itself');
      values.push(node ? node.val : null);
      if (node) nodes.push(node.left, node.right);
    }
    while (values.length > 0 && values[values.length - 1] === null) values.pop();
    return text('int', 1, values);
  }
  if (Array.isArray(value)) return '[' + Array.from(value, (one) => text(base, dimensions - 1, one)).join(',') + ']';
  if (ArrayBuffer.isView(value)) return text(base, dimensions, Array.from(value));
  switch (typeof value) {
    case 'bigint':
      return String(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : '"' + value + '"';
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    default:
      throw new TypeError('a ' + typeof value + ' was returned, which is no ' + base + '[]'.repeat(dimensions));
  }
}

const fs = require('node:fs');
const vm = require('node:vm');

function begin() {
  const { writeSync } = fs;
  const exit = process.exit.bind(process);
  const [secret, ...lines] = fs.readFileSync(0, 'utf8').split('\n');
  fs.closeSync(0);
  fs.openSync('/dev/null', 'r');
  const finish = (result) => {
    const frame = Buffer.from(secret + ' ' + result + '\n');
    for (let done = 0; done < frame.length; ) done += writeSync(3, frame, done);
    exit(0);
  };
  return { lines, finish };
}

/** What the user's file declares under a name, in whatever way. */
function load(name) {
  const filename = __dirname + '/solution.js';
  vm.runInThisContext(fs.readFileSync(filename, 'utf8'), { filename });
  const found = vm.runInThisContext('typeof ' + name + " === 'undefined' ? undefined : " + name);
  if (typeof found !== 'function') throw new ReferenceError('there is no ' + name + ' in your code');
  return found;
}
`;

function typed({ base, dimensions }: ValueType): string {
  return `'${base}', ${dimensions}`;
}

function parser(types: readonly ValueType[]): string {
  return types.some(({ base }) => base === 'long') ? 'exact' : 'parse';
}

function functionMain(signature: Signature): string {
  const { name, parameters, returns, changes } = signature;
  const result = resultTypeOf(signature);
  const read = parameters
    .map(({ type }, i) => `  const a${i} = read(${typed(type)}, ${parser([type])}(lines[${i}]));\n`)
    .join('');
  const what = returns === null ? `a${parameters.findIndex((one) => one.name === changes)}` : 'result';
  return `${read}  let result = load('${name}')(${parameters.map((_, i) => `a${i}`).join(', ')});
  if (result instanceof Promise) result = await result;
  finish(text(${result === null ? '' : typed(result)}, ${what}));\n`;
}

/** Calls have arguments of several types, so whole numbers come exact and become numbers where their type is none of `long`. */
function classMain({ name, parameters, methods }: Signature): string {
  const types = (list: readonly Parameter[]): string => `[${list.map(({ type }) => `[${typed(type)}]`).join(', ')}]`;
  const all = [...parameters, ...methods.flatMap((method) => method.parameters)].map(({ type }) => type);
  const mixed = parser(all) === 'exact';
  const table = methods
    .map((m) => `    ${m.name}: [${types(m.parameters)}, ${m.returns === null ? 'null' : `[${typed(m.returns)}]`}],\n`)
    .join('');
  const value = mixed ? 'reread(types[index], one)' : 'one';
  const given = mixed
    ? `parse(lines[1], (key, value, context) => (typeof value === 'number' ? context.source : typeof value === 'string' ? '"' + value : value))`
    : 'parse(lines[1])';
  const reread = mixed
    ? `  const reread = (type, value) =>
    Array.isArray(value) ? value.map((one) => reread(type, one))
      : typeof value !== 'string' ? value
      : value[0] === '"' ? value.slice(1) : type[0] === 'long' ? BigInt(value) : Number(value);\n`
    : '';
  return `  const names = parse(lines[0]), given = ${given};
  const methods = {\n${table}  };
${reread}  const all = (types, values) => values.map((one, index) => read(...types[index], ${value}));
  const Made = load('${name}');
  const made = new Made(...all(${types(parameters)}, given[0]));
  const results = ['null'];
  for (let at = 1; at < names.length; at++) {
    const [types, returns] = methods[names[at]];
    let result = made[names[at]](...all(types, given[at]));
    if (result instanceof Promise) result = await result;
    results.push(returns === null ? 'null' : text(...returns, result));
  }
  finish('[' + results.join(',') + ']');\n`;
}

/** The program around a solution that is a script, in JavaScript or what is left of TypeScript. */
export function nodeProgram(signature: Signature, name: string): readonly [DriverFile] {
  const main = signature.kind === 'class' ? classMain(signature) : functionMain(signature);
  // A rejected promise would be told as one; what the user throws is to look as it does everywhere.
  // The first line says to the compile step which file is the user's.
  const content = `// checks: solution.js\n${SUPPORT.trimStart()}\n(async () => {\n  const { lines, finish } = begin();\n${main}})().catch((error) => {\n  console.error(error);\n  process.exit(1);\n});\n`;
  return [{ name, content }];
}

export const NODE_WORDS = words(
  `abstract arguments await boolean break byte case catch char class const continue debugger default delete do double else enum eval export extends false
   final finally float for function goto if implements import in instanceof int interface let long native new null package private protected public
   return short static super switch synchronized this throw throws transient true try typeof undefined var void volatile while with yield`,
);

/** What the driver itself calls by these names in the same scope of scripts. */
export const NODE_FUNCTIONS = words('require module exports process console isNaN parseInt parseFloat fetch');

const NODES = `function ListNode(val = 0, next = null) {
    this.val = val;
    this.next = next;
}

function TreeNode(val = 0, left = null, right = null) {
    this.val = val;
    this.left = left;
    this.right = right;
}
`;

function comment(list: readonly Parameter[], returns: ValueType | null): string {
  const lines = list.map(({ name, type }) => ` * @param {${typeOf(type)}} ${name}\n`);
  return `/**\n${lines.join('')} * @returns {${returns === null ? 'void' : typeOf(returns)}}\n */\n`;
}

export const javascript: Driver = {
  name: 'JavaScript',
  languages: ['javascript'],
  file: 'solution.js',
  naming: { value: camel, callable: camel },
  reserved: NODE_WORDS,
  functions: NODE_FUNCTIONS,
  starter(signature) {
    const names = (list: readonly Parameter[]): string => list.map(({ name }) => name).join(', ');
    const note = nodesNote(signature, NODES, '//');
    const { name, parameters, methods } = signature;
    if (signature.kind === 'function')
      return `${note}${comment(parameters, signature.returns)}function ${name}(${names(parameters)}) {\n    \n}\n`;
    const parts = methods.map(
      (m) => `${comment(m.parameters, m.returns)}${m.name}(${names(m.parameters)}) {\n    \n}\n`,
    );
    const made = `${comment(parameters, null)}constructor(${names(parameters)}) {\n    \n}\n`;
    return `${note}class ${name} {\n${indent([made, ...parts].join('\n'), 4)}}\n`;
  },
  program: (signature) => nodeProgram(signature, 'main.js'),
};
