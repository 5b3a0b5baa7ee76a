import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import { commandLineProblem } from './command-line.ts';
import { MAX_TESTS } from './types.ts';
import { parseYaml } from './yaml-document.ts';

/** A test that a generator makes. */
type GeneratedTest = {
  /** Path below `data/` without its ending, such as `secret/03`. */
  readonly name: string;
  /** As `generators.yaml` has it, such as `tree.py 5 {seed}`. */
  readonly command: string;
  /** The first word: a file or folder below `generators/`, or a key of `generators`. */
  readonly program: string;
  readonly args: readonly string[];
};

export type GeneratorPlan = {
  readonly tests: readonly GeneratedTest[];
  /** Programs that are listed file by file: their files below `generators/`. */
  readonly programs: ReadonlyMap<string, readonly string[]>;
  /** What of the file is not carried out here, one sentence each. */
  readonly unread: readonly string[];
};

/** Of the path of a folder or test below `data/`. */
const PATH_LETTERS = 255;

type Map_ = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Map_ => typeof value === 'object' && value !== null && !Array.isArray(value);

function fault(message: string): DocketError {
  return new DocketError('package_invalid', `generators/generators.yaml: ${message}`);
}

/**
 * Reads `generators/generators.yaml` as BAPCtools defines it: a tree of folders and tests, each test a command with its seed. Tests that are written out
 * or copied are nobody's work here, and are told of in `unread` where they cannot be compared.
 * @throws DocketError `package_invalid`, naming the place
 */
export function readGeneratorPlan(text: string): GeneratorPlan {
  const { document, doubled } = parseYaml(text);
  const [error] = document.errors;
  if (error !== undefined)
    throw fault(`it is not valid YAML, line ${error.linePos?.[0].line ?? '?'}: ${error.message.split('\n')[0] ?? ''}`);
  if (doubled !== null) throw fault(`it is not valid YAML, line ${doubled}: a key is given twice.`);
  let root: unknown;
  try {
    root = document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw fault(`it cannot be read: ${cause instanceof Error ? cause.message : 'too many aliases'}.`);
  }
  if (!isMap(root)) throw fault('it must be a map of keys and values.');
  const reader = new PlanReader(root);
  reader.folder(root, '');
  return reader.plan();
}

class PlanReader {
  readonly #salt: string;
  readonly #tests: GeneratedTest[] = [];
  readonly #unread = new Set<string>();
  readonly #programs = new Map<string, readonly string[]>();

  constructor(root: Map_) {
    this.#salt = typeof root['random_salt'] === 'string' ? root['random_salt'] : '';
    for (const [name, files] of Object.entries(isMap(root['generators']) ? root['generators'] : {})) {
      const list = Array.isArray(files) ? files : [files];
      this.#programs.set(name, list.map(String));
    }
  }

  plan(): GeneratorPlan {
    const names = this.#tests.map(({ name }) => name);
    const doubled = names.find((name, index) => names.indexOf(name) !== index);
    if (doubled !== undefined) throw fault(`data/${doubled} is made twice. Give each test a name of its own.`);
    return { tests: this.#tests, programs: this.#programs, unread: [...this.#unread] };
  }

  /** Names of a list are numbered, as many digits as the longest needs. */
  folder(folder: Map_, path: string): void {
    const { data } = folder;
    if (data === undefined || data === null) return;
    if (isMap(data)) {
      for (const [name, entry] of Object.entries(data)) this.#entry(entry, join(path, name));
      return;
    }
    if (!Array.isArray(data)) throw fault(`data of ${path === '' ? 'the top' : path} must be a map or a list of maps.`);
    const entries = data.flatMap((one: unknown) => (isMap(one) ? Object.entries(one) : []));
    const width = String(entries.length).length;
    for (const [index, [name, entry]] of entries.entries()) {
      const number = String(index + 1).padStart(width, '0');
      this.#entry(entry, join(path, name === '' ? number : `${number}-${name}`));
    }
  }

  #entry(entry: unknown, path: string): void {
    if (isMap(entry) && entry['data'] !== undefined) {
      this.folder(entry, path);
      return;
    }
    if (!/^(?:sample|secret)\//.test(path)) {
      if (isMap(entry) || typeof entry === 'string')
        this.#unread.add(`${path}: only tests below sample and secret are made here.`);
      return;
    }
    const command = typeof entry === 'string' ? entry : isMap(entry) ? entry['generate'] : undefined;
    if (isMap(entry)) {
      if (entry['count'] !== undefined) this.#unread.add(`${path}: count is not carried out here.`);
      if (command === undefined) return;
    }
    if (typeof command !== 'string' || command.trim() === '') return;
    if (this.#tests.length >= MAX_TESTS) throw fault(`it makes more than ${MAX_TESTS} tests.`);
    this.#tests.push(this.#test(command.trim(), path));
  }

  #test(command: string, path: string): GeneratedTest {
    if (command.startsWith('/')) throw fault(`data/${path}: "${command.slice(0, 60)}" is no program of generators/.`);
    const seed = seedOf(this.#salt, command);
    const words = command
      .replaceAll(/\{seed(?::[0-9]+)?\}/g, String(seed))
      .replaceAll('{name}', path.slice(path.lastIndexOf('/') + 1))
      .split(/\s+/);
    const [program = '', ...args] = words;
    const problem = commandLineProblem(args);
    if (problem !== null) throw fault(`data/${path}: its arguments are ${problem}.`);
    return { name: path, command, program, args };
  }
}

function join(path: string, name: string): string {
  if (!/^[\w][\w.-]*$/.test(name)) throw fault(`"${name.slice(0, 60)}" is no name of a folder or test.`);
  const joined = path === '' ? name : `${path}/${name}`;
  // An alias may name what it is in.
  if (joined.length > PATH_LETTERS) throw fault(`"${joined.slice(0, 60)}…" is too long for the path of a test.`);
  return joined;
}

/** The seed of a command: the same for the same words, whatever the machine (BAPCtools: SHA-512 of salt and command, 31 bits). */
function seedOf(salt: string, command: string): number {
  const digest = createHash('sha512').update(`${salt}${command}`).digest();
  return digest.readUInt32BE(digest.length - 4) % 2 ** 31;
}
