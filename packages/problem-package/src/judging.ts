import { DocketError } from '@docket/contracts/errors';
import { judgingKinds } from '@docket/contracts/http/problem';
import { readCheckProgram } from './check-program.ts';
import type { ValidatorFolder } from './check-program.ts';
import type { PackageFiles } from './files.ts';
import { packageFormats } from './types.ts';
import type { Judging, OutputCheck, PackageFormat } from './types.ts';
import { readFeedback } from './feedback.ts';
import type { YamlMap } from './yaml-map.ts';

/** Which version of the format a package is written in. */
export function readFormat(yaml: YamlMap): PackageFormat {
  const version = yaml.text('problem_format_version');
  if (version === null) return 'legacy';
  // Between the July 2023 draft and September 2025 the drafts carried several names and one content.
  if (version === '2023-07' || version === 'draft' || version === '2025-09-draft') return '2025-09';
  const known = packageFormats.find((format) => format === version);
  if (known !== undefined) return known;
  throw new DocketError(
    'package_unsupported',
    `problem.yaml: problem_format_version "${version.slice(0, 40)}" is not read here. Known are ${packageFormats.join(', ')}.`,
  );
}

/** Is this one of the versions before types were a list and the validator a folder? */
export function isLegacy(format: PackageFormat): boolean {
  return format === 'legacy' || format === 'legacy-icpc';
}

/** A feature that this installation does not judge: what, where, and what to do instead. */
function unsupported(what: string, where: string, instead: string): DocketError {
  return new DocketError('package_unsupported', `${what} (${where}) cannot be judged by this installation. ${instead}`);
}

/** Refuses what changes the meaning of a package and is not judged here, naming the feature and the place. */
function refuseUnsupported(yaml: YamlMap, files: PackageFiles): void {
  const holds = (folder: string): string | undefined => files.paths.find((path) => path.startsWith(folder));
  const fixed = holds('static_validator/');
  if (fixed !== undefined)
    throw unsupported('A static validator', fixed, 'Remove the folder if the problem can do without.');
  const grader = holds('graders/');
  if (grader !== undefined)
    throw unsupported('A grader of its own', grader, 'Remove the folder to use the groups and their sums.');
  if ((yaml.map('grading')?.text('objective') ?? 'max') !== 'max')
    throw unsupported('A score to be made small', 'problem.yaml: grading.objective', 'Let more points be better.');
}

/** What `type`, or in older packages `validation`, says of a problem. */
type Traits = {
  readonly custom: boolean;
  readonly interactive: boolean;
  readonly multiPass: boolean;
  /** Where its program lies, if it has one. */
  readonly folder: ValidatorFolder;
};

/** Each version has its own name for the folder; one that holds that of the other is understood. */
function validatorFolder(files: PackageFiles, legacy: boolean, warn: (text: string) => void): ValidatorFolder {
  const own: ValidatorFolder = legacy ? 'output_validators' : 'output_validator';
  const other: ValidatorFolder = legacy ? 'output_validator' : 'output_validators';
  const holds = (folder: string): boolean => files.paths.some((path) => path.startsWith(`${folder}/`));
  if (!holds(other)) return own;
  if (holds(own)) {
    warn(`${other}/ is not used, because ${own}/ is there.`);
    return own;
  }
  warn(`${other}/ is what the other version of the format calls ${own}/; it is used as that.`);
  return other;
}

const TYPES: readonly string[] = [...judgingKinds, 'interactive', 'multi-pass'];

function readTypes(yaml: YamlMap): readonly string[] {
  const types = yaml.list('type') ?? [];
  if (types.includes('submit-answer'))
    throw unsupported('A submit-answer problem', 'problem.yaml: type submit-answer', 'Let programs be submitted.');
  for (const type of types)
    if (!TYPES.includes(type)) throw yaml.fault(`type "${type}" is not known. Use ${TYPES.join(', ')}.`);
  const kinds = judgingKinds.filter((kind) => types.includes(kind));
  if (kinds.length > 1) throw yaml.fault(`type cannot be both ${kinds.join(' and ')}.`);
  return types;
}

function readTraits(yaml: YamlMap, files: PackageFiles, format: PackageFormat, warn: (text: string) => void): Traits {
  const types = readTypes(yaml);
  const [mode = 'default', ...extras] = yaml.list('validation') ?? [];
  if (mode !== 'default' && mode !== 'custom')
    throw yaml.fault(`validation must begin with "default" or "custom", not "${mode}".`);
  const odd = extras.find((word) => word !== 'interactive' && word !== 'score' && word !== 'multi-pass');
  if (odd !== undefined) throw yaml.fault(`validation: "${odd}" is not known. Known are interactive and score.`);
  if (mode === 'default' && extras.length > 0)
    throw yaml.fault(`validation: "${extras.join(' ')}" needs custom before it, and a validator of its own.`);

  const folder = validatorFolder(files, isLegacy(format), warn);
  const program = files.paths.find((path) => path.startsWith(`${folder}/`));
  if (isLegacy(format) && mode === 'default' && program !== undefined)
    warn(`${program} is not used, because problem.yaml says validation: default.`);
  const traits = {
    custom: isLegacy(format) ? mode === 'custom' : program !== undefined || mode === 'custom',
    interactive: types.includes('interactive') || extras.includes('interactive'),
    multiPass: types.includes('multi-pass') || extras.includes('multi-pass'),
    folder,
  };
  if (!traits.custom && (traits.interactive || traits.multiPass))
    throw yaml.fault(
      `${traits.interactive ? 'an interactive' : 'a multi-pass'} problem needs a program of its own. Add one in ${folder}/${isLegacy(format) ? ' and say validation: custom' : ''}.`,
    );
  return traits;
}

/** Own ways to compare, on top of the format's; `docket.yaml` says `compare: exact`. */
const COMPARE: Readonly<Record<string, readonly string[]>> = {
  tokens: [],
  exact: ['exact'],
  'unordered-lines': ['unordered_lines'],
};

function readCompare(own: YamlMap | null, custom: boolean): readonly string[] {
  const compare = own?.text('compare') ?? null;
  if (own === null || compare === null) return [];
  if (custom) throw own.fault('compare has no meaning beside a validator of its own. Remove one of them.');
  const flags = Object.hasOwn(COMPARE, compare) ? COMPARE[compare] : undefined;
  if (flags === undefined)
    throw own.fault(`compare must be one of ${Object.keys(COMPARE).join(', ')}, not "${compare.slice(0, 40)}".`);
  return flags;
}

const MAX_PASSES = 50;

function readPasses(yaml: YamlMap, multiPass: boolean): number {
  const passes = yaml.map('limits')?.number('validation_passes') ?? null;
  if (!multiPass) return 1;
  if (passes !== null && (!Number.isInteger(passes) || passes < 2 || passes > MAX_PASSES))
    throw yaml.fault(`limits.validation_passes is ${passes}; give a whole number from 2 to ${MAX_PASSES}.`);
  return passes ?? 2;
}

/**
 * Reads how a problem is judged, all but its groups: those need the tests. `flags` are the package's own.
 * Throws `package_unsupported` for what this installation does not judge and `package_invalid` for contradictions.
 */
export async function readJudging(
  yaml: YamlMap,
  own: YamlMap | null,
  files: PackageFiles,
  format: PackageFormat,
  warn: (text: string) => void,
): Promise<Omit<Judging, 'groups' | 'include'>> {
  refuseUnsupported(yaml, files);
  const traits = readTraits(yaml, files, format, warn);
  const feedback = readFeedback(own);
  const compare = readCompare(own, traits.custom);
  const flags = [...compare, ...(yaml.list('validator_flags') ?? [])];
  const check: OutputCheck = traits.custom
    ? { kind: 'custom', flags, ...(await readCheckProgram(files, traits.folder, own, warn)) }
    : { kind: 'default', flags };
  return {
    kind: judgingKinds.find((kind) => yaml.list('type')?.includes(kind)) ?? 'pass-fail',
    check,
    interactive: traits.interactive,
    passes: readPasses(yaml, traits.multiPass),
    ...(feedback && { feedback }),
  };
}
