import { DocketError } from '@docket/contracts/errors';
import { commandLineProblem } from './command-line.ts';
import { mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { readYaml } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';

/** How time limits are proposed: `limits.time_multipliers` and `time_resolution` of the format, with its defaults. */
export type TimeRule = {
  /** The limit is at least so many times what the slowest accepted solution takes. */
  readonly acToLimit: number;
  /** The quickest solution that is too slow takes at least so many times the limit. */
  readonly limitToTle: number;
  /** Limits are whole multiples of so many seconds. */
  readonly resolution: number;
};

export const DEFAULT_TIME_RULE: TimeRule = { acToLimit: 2, limitToTle: 1.5, resolution: 1 };

/** What a package holds for those who set it, and that nothing is judged by. */
export type PackageMaterial = {
  /** `submissions/`, `generators/`, `input_validators/`, `solution/`, `hints/` and inputs that must be refused, as they lie; with `signature.yaml`. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** What input validators get on their command line, by test; tests of which nothing is said are missing. */
  readonly inputArgs: Readonly<Record<string, readonly string[]>>;
  readonly timeRule: TimeRule;
};

const KEPT =
  /^(?:(?:submissions|generators|input_validators|input_format_validators|solution|hints)\/.|signature\.yaml$|data\/invalid_(?:input|answer|output)s?\/.)/;
const FILE_BYTES = 16 * 1024 * 1024;
const ALL_BYTES = 64 * 1024 * 1024;

/** Reads what is kept for setters; what is too large for that is left out with a warning. */
export async function readMaterial(
  files: PackageFiles,
  yaml: YamlMap,
  tests: readonly { readonly name: string }[],
  warn: (text: string) => void,
): Promise<PackageMaterial> {
  const kept: PackageMaterial['files'][number][] = [];
  const left: string[] = [];
  let room = ALL_BYTES;
  for (const path of files.paths.filter((one) => KEPT.test(one))) {
    const bytes = await files.read(path);
    if (bytes.length > FILE_BYTES || bytes.length > room) {
      left.push(path);
      continue;
    }
    room -= bytes.length;
    kept.push({ path: path.replace(/^input_format_validators\//, 'input_validators/'), bytes });
  }
  if (left.length > 0)
    warn(
      `${left.slice(0, 3).map(shownPath).join(', ')}${left.length > 3 ? ` and ${left.length - 3} more` : ''} cannot be kept for exports and checks of the data: at most ${mebibytes(FILE_BYTES)} each, ${mebibytes(ALL_BYTES)} together.`,
    );
  const argsOf = inputArgsReader(files);
  const inputArgs: Record<string, readonly string[]> = {};
  for (const { name } of tests) {
    const args = await argsOf(name);
    if (args !== null) inputArgs[name] = args;
  }
  return { files: kept, inputArgs, timeRule: readTimeRule(yaml) };
}

/** "Time limits" of 2025-09. Numbers that make no sense are refused. */
function readTimeRule(yaml: YamlMap): TimeRule {
  const limits = yaml.map('limits');
  const factors = limits?.map('time_multipliers') ?? null;
  const rule = {
    acToLimit: factors?.number('ac_to_time_limit') ?? limits?.number('time_multiplier') ?? DEFAULT_TIME_RULE.acToLimit,
    limitToTle:
      factors?.number('time_limit_to_tle') ?? limits?.number('time_safety_margin') ?? DEFAULT_TIME_RULE.limitToTle,
    resolution: limits?.number('time_resolution') ?? DEFAULT_TIME_RULE.resolution,
  };
  if (rule.acToLimit < 1 || rule.limitToTle < 1)
    throw yaml.fault('limits.time_multipliers are below 1: a limit would be less than what it is made of.');
  if (!(rule.resolution > 0)) throw yaml.fault('limits.time_resolution must be more than 0 seconds.');
  return rule;
}

/** Of the test's own `.yaml`, otherwise of the nearest group that says so; older packages call them flags. */
function inputArgsReader(files: PackageFiles): (test: string) => Promise<readonly string[] | null> {
  const present = new Set(files.paths);
  const known = new Map<string, Promise<readonly string[] | null>>();
  const read = (path: string): Promise<readonly string[] | null> => {
    const found = known.get(path) ?? (present.has(path) ? readInputArgs(files, path) : Promise.resolve(null));
    known.set(path, found);
    return found;
  };
  return async (test) => {
    const folders = `data/${test}`.split('/').slice(0, -1);
    const groups = folders.map((_, at) => folders.slice(0, at + 1).join('/')).toReversed();
    const paths = groups.flatMap((group) => [`${group}/test_group.yaml`, `${group}/testdata.yaml`]);
    for (const path of [`data/${test}.yaml`, ...paths]) {
      const args = await read(path);
      if (args !== null) return args.length === 0 ? null : args;
    }
    return null;
  };
}

async function readInputArgs(files: PackageFiles, path: string): Promise<readonly string[] | null> {
  const yaml = await readYaml(files, path);
  for (const key of ['input_validator_args', 'input_validator_flags']) {
    const written = yaml.get(key);
    // A map gives each validator its own; one line of arguments for all is what nearly every package has.
    const plain = Array.isArray(written)
      ? written.every((word) => typeof word === 'string' || typeof word === 'number')
      : typeof written === 'string' || typeof written === 'number';
    if (!plain) continue;
    const args = yaml.list(key);
    const problem = commandLineProblem(args ?? []);
    if (problem !== null) throw new DocketError('package_invalid', `${path}: ${key} are ${problem}.`);
    return args;
  }
  return null;
}
