import { DocketError } from '@docket/contracts/errors';
import { parseValidatorFlags } from '@docket/compare/flags';
import { comparePaths, mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { argsReader } from './test-args.ts';
import { MAX_TESTS } from './types.ts';
import type { OutputCheck, PackageTest } from './types.ts';
import { GROUP_KEYS, LEGACY_GROUP_KEYS, TEST_KEYS, warnUnknown } from './unknown-keys.ts';
import { readYaml } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';

type FoundTest = { readonly name: string; readonly group: 'sample' | 'secret' };

/** Tests with the flags that most of them share; `validatorFlags` of a test is set only where it differs. */
type ReadTests = { readonly tests: readonly PackageTest[]; readonly flags: readonly string[] };

/**
 * Reads all tests below `data/sample` and `data/secret`. `packageFlags` come before those of a group.
 * Errors: `package_invalid` for missing halves of a pair and for none at all, `package_unsupported` for files.
 */
export async function readTests(
  files: PackageFiles,
  options: {
    readonly packageFlags: readonly string[];
    readonly outputBytes: number;
    /** Flags of a custom check program are its own business. */
    readonly check: OutputCheck['kind'];
    readonly warn: (text: string) => void;
  },
): Promise<ReadTests> {
  const found = findTests(files);
  if (!found.some((test) => test.group === 'secret')) {
    options.warn(
      'There are no secret tests: whoever prints the sample answers is accepted. Add pairs of .in and .ans below data/secret/.',
    );
  }
  const flagsOf = groupFlags(files, options.packageFlags, options.check, options.warn);
  const argsOf = argsReader(files);
  const read: { test: Omit<PackageTest, 'validatorFlags'>; flags: readonly string[] }[] = [];
  const carriageReturns: string[] = [];
  const marks: string[] = [];
  const wide: string[] = [];
  for (const [index, { name, group }] of found.entries()) {
    const input = await files.read(`data/${name}.in`);
    const written = await files.read(`data/${name}.ans`);
    // The format has no byte order mark, and nobody prints one: with it, the first token of every output would be wrong.
    const marked = hasMark(written);
    const answer = marked && options.check === 'default' ? written.subarray(3) : written;
    if (options.check === 'default' && isUtf16(written)) wide.push(`data/${name}.ans`);
    if (marked || hasMark(input)) marks.push(`data/${name}.${marked ? 'ans' : 'in'}`);
    if (options.check === 'default' && answer.length > options.outputBytes) {
      throw new DocketError(
        'package_invalid',
        `data/${shownPath(name)}.ans is larger than the output limit of ${mebibytes(options.outputBytes)}: nobody could be accepted. Raise limits.output in problem.yaml.`,
      );
    }
    if (Buffer.from(input.buffer, input.byteOffset, input.byteLength).includes('\r\n')) carriageReturns.push(name);
    const args = await argsOf(name);
    read.push({ test: { ordinal: index + 1, name, group, input, answer, args }, flags: await flagsOf(name) });
  }
  if (carriageReturns.length > 0) {
    options.warn(
      `${carriageReturns.length} inputs have Windows line endings, first data/${shownPath(carriageReturns[0] ?? '')}.in; the format asks for plain newlines.`,
    );
  }
  if (marks.length > 0)
    options.warn(
      `${marks.length} files begin with a byte order mark, first ${shownPath(marks[0] ?? '')}; the format has none. It is taken from answers that are compared here, and left in inputs. Save them without it.`,
    );
  if (wide.length > 0)
    options.warn(
      `${wide.length} answers are UTF-16, first ${shownPath(wide[0] ?? '')}, and outputs are compared byte by byte: nobody will print that. Save them as UTF-8.`,
    );
  const flags = mostCommon(read.map((entry) => entry.flags)) ?? options.packageFlags;
  const same = (other: readonly string[]): boolean => other.join(' ') === flags.join(' ');
  return {
    flags,
    tests: read.map((entry) => ({ ...entry.test, validatorFlags: same(entry.flags) ? null : entry.flags })),
  };
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** By its byte order mark. */
function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function findTests(files: PackageFiles): readonly FoundTest[] {
  const halves = { in: new Set<string>(), ans: new Set<string>() };
  for (const path of files.paths) {
    const match = /^data\/((?:sample|secret)\/.+)\.(in|ans)$/.exec(path);
    if (match?.[1] !== undefined) halves[match[2] === 'in' ? 'in' : 'ans'].add(match[1]);
    if (
      /^data\/(?:sample|secret)\//.test(path) &&
      path
        .split('/')
        .slice(0, -1)
        .some((folder) => folder.endsWith('.files'))
    ) {
      throw new DocketError(
        'package_unsupported',
        `${shownPath(path)}: tests that bring files of their own cannot be judged yet. Give everything on standard input.`,
      );
    }
  }
  const listed = (names: readonly string[], ending: string): string =>
    names
      .slice(0, 5)
      .map((name) => `data/${shownPath(name)}.${ending}`)
      .join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  const noAnswer = [...halves.in].filter((name) => !halves.ans.has(name)).sort(comparePaths);
  if (noAnswer.length > 0) {
    throw new DocketError(
      'package_invalid',
      `Inputs without an answer: ${listed(noAnswer, 'in')}. Add the file of the same name ending in .ans.`,
    );
  }
  const noInput = [...halves.ans].filter((name) => !halves.in.has(name)).sort(comparePaths);
  if (noInput.length > 0) {
    throw new DocketError(
      'package_invalid',
      `Answers without an input: ${listed(noInput, 'ans')}. Add the file of the same name ending in .in, or remove the answer.`,
    );
  }
  if (halves.in.size === 0) {
    throw new DocketError(
      'package_invalid',
      'There are no tests. Add pairs such as data/secret/01.in and data/secret/01.ans.',
    );
  }
  if (halves.in.size > MAX_TESTS) {
    throw new DocketError(
      'package_invalid',
      `There are ${halves.in.size} tests; at most ${MAX_TESTS} are accepted. Put several cases into one input.`,
    );
  }
  // "sample" sorts before "secret", so the order of paths is the order of judging.
  return [...halves.in]
    .sort(comparePaths)
    .map((name) => ({ name, group: name.startsWith('sample/') ? 'sample' : 'secret' }));
}

/**
 * Flags in force for a test: those of problem.yaml, then those of the nearest group that sets some, then its own.
 * `testdata.yaml` (legacy) replaces what its parents say even when silent; `test_group.yaml` inherits.
 */
function groupFlags(
  files: PackageFiles,
  packageFlags: readonly string[],
  check: OutputCheck['kind'],
  warn: (text: string) => void,
): (test: string) => Promise<readonly string[]> {
  const present = new Set(files.paths);
  const cache = new Map<string, Promise<readonly string[]>>();
  const ofGroup = (folder: string): Promise<readonly string[]> => {
    const known = cache.get(folder) ?? readGroup(folder);
    cache.set(folder, known);
    return known;
  };
  const readGroup = async (folder: string): Promise<readonly string[]> => {
    const inherited = async (): Promise<readonly string[]> =>
      folder === 'data' ? packageFlags : ofGroup(folder.slice(0, folder.lastIndexOf('/')));
    if (present.has(`${folder}/test_group.yaml`)) {
      const yaml = await readYaml(files, `${folder}/test_group.yaml`);
      warnUnknown(yaml, GROUP_KEYS, warn);
      refuseStatic(yaml);
      return ownFlags(yaml, packageFlags, check) ?? inherited();
    }
    if (present.has(`${folder}/testdata.yaml`)) {
      const yaml = await readYaml(files, `${folder}/testdata.yaml`);
      warnUnknown(yaml, LEGACY_GROUP_KEYS, warn);
      return ownFlags(yaml, packageFlags, check) ?? packageFlags;
    }
    return inherited();
  };
  return async (test) => {
    const path = `data/${test}`;
    const yaml = present.has(`${path}.yaml`) ? await readYaml(files, `${path}.yaml`) : null;
    if (yaml !== null) warnUnknown(yaml, TEST_KEYS, warn);
    const own = yaml === null ? null : ownFlags(yaml, packageFlags, check);
    return own ?? ofGroup(path.slice(0, path.lastIndexOf('/')));
  };
}

/** A check of the source itself, which would make points of its own. */
function refuseStatic(yaml: YamlMap): void {
  if (yaml.get('static_validation_score') === undefined) return;
  throw new DocketError(
    'package_unsupported',
    `${yaml.path}: static_validation_score needs a static validator, which cannot be run here. Remove it if the problem can do without.`,
  );
}

function ownFlags(
  yaml: YamlMap,
  packageFlags: readonly string[],
  check: OutputCheck['kind'],
): readonly string[] | null {
  const legacyValue = yaml.get('output_validator_flags');
  const key = yaml.get('output_validator_args') === undefined ? 'output_validator_flags' : 'output_validator_args';
  const isNamed = typeof legacyValue === 'object' && !Array.isArray(legacyValue);
  const own = isNamed ? (yaml.map('output_validator_flags')?.list('flags') ?? null) : yaml.list(key);
  if (own === null) return null;
  const flags = [...packageFlags, ...own];
  if (check === 'default') parseValidatorFlags(flags, yaml.path);
  return flags;
}

function mostCommon(lists: readonly (readonly string[])[]): readonly string[] | null {
  const counts = new Map<string, { list: readonly string[]; count: number }>();
  for (const list of lists) {
    const key = list.join(' ');
    counts.set(key, { list, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.list ?? null;
}
