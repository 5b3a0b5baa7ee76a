import { DocketError } from '@docket/contracts/errors';
import {
  METHODS_MAX,
  PARAMETERS_MAX,
  parseValueType,
  resultOrders,
  resultTypeOf,
  valueBases,
  type Method,
  type Parameter,
  type Signature,
  type ValueType,
} from '@docket/contracts/judge/signature';
import { isMap, isScalar, type LineCounter, type ParsedNode, type YAMLMap } from 'yaml';
import type { PackageFiles } from '../files.ts';
import { parseYaml } from '../yaml-document.ts';
import { decodeText } from '../yaml-map.ts';
import { DRIVERS } from './table.ts';

/** Beside problem.yaml: what it declares makes the package a function problem. */
const SIGNATURE_FILE = 'signature.yaml';
const MOST_BYTES = 64 * 1024;
/** How near numbers must come where nothing is said. */
const TOLERANCE = 1e-6;

const VALUE_NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const CLASS_NAME = /^[A-Z][A-Za-z0-9]{0,39}$/;
/** What drivers declare beside the user's code, or use by name. */
const TAKEN = new Set(
  `Solution Main Program Driver ListNode TreeNode Object String Integer Math System Array Number Console Error Exception Boolean Double Float Char Int Long
   Bool List Tree Promise Buffer JSON Vec Box Rc Option DocketDriver Constructor`.split(/\s+/),
);

const KEYS = [
  'function',
  'class',
  'parameters',
  'constructor',
  'returns',
  'changes',
  'methods',
  'compare',
  'tolerance',
];

/** The signature of a function problem; null for all other packages. @throws DocketError `package_invalid` with file and line */
export async function readSignature(files: PackageFiles): Promise<Signature | null> {
  if (!files.paths.includes(SIGNATURE_FILE)) return null;
  const bytes = await files.read(SIGNATURE_FILE);
  if (bytes.length > MOST_BYTES) throw new DocketError('package_too_large', `${SIGNATURE_FILE} is larger than 64 KiB.`);
  return new SignatureReader(decodeText(bytes, SIGNATURE_FILE)).read();
}

type Node = ParsedNode | null | undefined;

class SignatureReader {
  readonly #lines: LineCounter;
  readonly #root: YAMLMap.Parsed;

  constructor(text: string) {
    const { document, lines, doubled } = parseYaml(text);
    this.#lines = lines;
    const [error] = document.errors;
    if (error !== undefined)
      throw fault(
        error.linePos?.[0].line ?? 1,
        error.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? 'is no YAML',
      );
    if (doubled !== null) throw fault(doubled, 'has a key that is given twice');
    if (!isMap(document.contents)) throw fault(1, 'must be a map that begins with function: or class:');
    this.#root = document.contents;
  }

  read(): Signature {
    this.#known(this.#root, KEYS, 'signature');
    const isClass = this.#at(this.#root, 'class') !== undefined;
    if (isClass === (this.#at(this.#root, 'function') !== undefined))
      throw fault(1, 'must say either function: or class:');
    const nameNode = this.#at(this.#root, isClass ? 'class' : 'function');
    const name = this.#name(nameNode, isClass ? CLASS_NAME : VALUE_NAME, 'function');
    const parameters = this.#parameters(this.#root, isClass ? 'constructor' : 'parameters');
    for (const [key, wanted] of [
      ['parameters', false],
      ['returns', false],
      ['changes', false],
      ['constructor', true],
      ['methods', true],
    ] as const)
      if (this.#at(this.#root, key) !== undefined && wanted !== isClass)
        throw fault(this.#keyLine(this.#root, key), `${key} is of ${wanted ? 'a class' : 'a function'}`);
    const returns = isClass ? null : this.#returns(this.#root);
    const signature: Signature = {
      kind: isClass ? 'class' : 'function',
      name,
      parameters: [...parameters],
      returns,
      changes: isClass ? null : this.#changes(parameters, returns),
      methods: isClass ? [...this.#methods()] : [],
      compare: { order: 'exact', tolerance: null },
    };
    return { ...signature, compare: this.#compare(signature) };
  }

  #at(map: YAMLMap.Parsed, key: string): Node {
    return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value ?? undefined;
  }

  #keyLine(map: YAMLMap.Parsed, key: string): number {
    return this.#line(map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key);
  }

  #line(node: Node): number {
    return node?.range === undefined || node.range === null ? 1 : this.#lines.linePos(node.range[0]).line;
  }

  #known(map: YAMLMap.Parsed, keys: readonly string[], what: string): void {
    for (const { key } of map.items)
      if (!isScalar(key) || !keys.includes(String(key.value)))
        throw fault(
          this.#line(key),
          `${isScalar(key) ? String(key.value) : 'this'} is no key of a ${what}: there are ${keys.join(', ')}`,
        );
  }

  #text(node: Node, what: string): string {
    if (isScalar(node) && (typeof node.value === 'string' || typeof node.value === 'boolean'))
      return String(node.value).trim();
    throw fault(this.#line(node), `${what} must be a text`);
  }

  /** A name that no language has another use for. */
  #name(node: Node, pattern: RegExp, role: 'value' | 'callable' | 'function'): string {
    const name = this.#text(node, 'a name');
    const how = pattern === CLASS_NAME ? 'a capital letter' : 'a small letter';
    if (!pattern.test(name))
      throw fault(
        this.#line(node),
        `"${name}" cannot be a name: use up to 40 letters and digits that begin with ${how}`,
      );
    if (TAKEN.has(name) || name.toLowerCase().startsWith('docket'))
      throw fault(this.#line(node), `"${name}" is a name of the judge's own; choose another`);
    const taken = DRIVERS.find(({ naming, reserved, functions }) => {
      const own = pattern === CLASS_NAME ? name : naming[role === 'value' ? 'value' : 'callable'](name);
      return reserved.has(own) || (role === 'function' && functions?.has(own) === true);
    });
    if (taken !== undefined)
      throw fault(this.#line(node), `"${name}" is a keyword of ${taken.name}; choose another name`);
    return name;
  }

  #type(node: Node): ValueType {
    const text = this.#text(node, 'a type');
    const type = parseValueType(text);
    if (type === null)
      throw fault(
        this.#line(node),
        `"${text}" is no type: there are ${valueBases.join(', ')} and arrays of them such as int[][]`,
      );
    return type;
  }

  #returns(map: YAMLMap.Parsed): ValueType | null {
    const node = this.#at(map, 'returns');
    if (node === undefined || (isScalar(node) && node.value === 'void')) return null;
    return this.#type(node);
  }

  #parameters(map: YAMLMap.Parsed, key: string): readonly Parameter[] {
    const node = this.#at(map, key);
    if (node === undefined || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) throw fault(this.#line(node), `${key} must be a map of names and types`);
    if (node.items.length > PARAMETERS_MAX)
      throw fault(this.#line(node), `${node.items.length} parameters; at most ${PARAMETERS_MAX} are taken`);
    return node.items.map(({ key: name, value }) => ({
      name: this.#name(name, VALUE_NAME, 'value'),
      type: this.#type(value),
    }));
  }

  #changes(parameters: readonly Parameter[], returns: ValueType | null): string | null {
    const node = this.#at(this.#root, 'changes');
    if (node === undefined) {
      if (returns === null)
        throw fault(1, 'the function returns nothing, so changes: must name the parameter that it changes');
      return null;
    }
    const name = this.#text(node, 'changes');
    const found = parameters.find((one) => one.name === name);
    if (found === undefined) throw fault(this.#line(node), `changes: there is no parameter ${name}`);
    if (returns !== null) throw fault(this.#line(node), 'a function that returns something changes no argument');
    const { base, dimensions } = found.type;
    if (dimensions === 0 && !['list', 'tree', 'graph'].includes(base))
      throw fault(this.#line(node), `changes: ${name} is a plain value, which no language lets a function change`);
    return name;
  }

  #methods(): readonly Method[] {
    const node = this.#at(this.#root, 'methods');
    if (!isMap(node) || node.items.length === 0)
      throw fault(this.#line(node), 'a class needs methods: a map of their names');
    if (node.items.length > METHODS_MAX)
      throw fault(this.#line(node), `${node.items.length} methods; at most ${METHODS_MAX} are taken`);
    return node.items.map(({ key, value }) => {
      const name = this.#name(key, VALUE_NAME, 'callable');
      if (value === null || (isScalar(value) && value.value === null)) return { name, parameters: [], returns: null };
      if (!isMap(value)) throw fault(this.#line(value), `the method ${name} must be a map of parameters and returns`);
      this.#known(value, ['parameters', 'returns'], 'method');
      return { name, parameters: [...this.#parameters(value, 'parameters')], returns: this.#returns(value) };
    });
  }

  #compare(signature: Signature): Signature['compare'] {
    const node = this.#at(this.#root, 'compare');
    const text = node === undefined ? 'exact' : this.#text(node, 'compare');
    const order = resultOrders.find((one) => one === text);
    if (order === undefined)
      throw fault(this.#line(node), `compare: "${text}" is not known: there are ${resultOrders.join(', ')}`);
    const given = this.#at(this.#root, 'tolerance');
    const floats = [resultTypeOf(signature), ...signature.methods.map(({ returns }) => returns)].some(
      (type) => type?.base === 'float',
    );
    const tolerance = given === undefined ? (floats ? TOLERANCE : null) : isScalar(given) ? given.value : null;
    if (tolerance !== null && (typeof tolerance !== 'number' || !(tolerance >= 0 && tolerance < 1)))
      throw fault(this.#line(given), 'tolerance must be a number from 0 to 1');
    if (given !== undefined && !floats) throw fault(this.#line(given), 'tolerance: no result is a float');
    const result = resultTypeOf(signature);
    const depth = result === null ? 0 : result.dimensions + (result.base === 'graph' ? 2 : 0);
    if (order !== 'exact' && depth < (order === 'any' ? 1 : 2))
      throw fault(
        this.#line(node),
        `compare: ${order} is for a result that is an array${order === 'any' ? '' : ' of arrays'}`,
      );
    if (order !== 'exact' && floats)
      throw fault(this.#line(node), `compare: ${order} cannot be had with float results`);
    return { order, tolerance };
  }
}

function fault(line: number, what: string): DocketError {
  return new DocketError('package_invalid', `${SIGNATURE_FILE}, line ${line}: ${what}.`);
}
