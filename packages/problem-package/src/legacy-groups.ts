import { DocketError } from '@docket/contracts/errors';
import { foldersOf, parentOf } from './group-paths.ts';
import type { PackageFiles } from './files.ts';
import { graderVerdicts } from './types.ts';
import type { Grader, ScoreGroup } from './types.ts';
import { readYaml } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';

/** What `testdata.yaml` of older packages says of one group; each key is inherited from the group around it. */
type Legacy = {
  readonly acceptScore: number;
  readonly rejectScore: number;
  readonly range: readonly [number, number];
  readonly flags: readonly string[];
  readonly stop: boolean;
};

const UNBOUNDED: Legacy['range'] = [-Infinity, Infinity];

/**
 * Groups and points of a scoring problem of an older package, graded by the default grader ("Test Data Groups" and "Graders" of the
 * legacy format): every folder below `data/`, and `data/` itself.
 * @param grading `grading` of problem.yaml, where drafts before `testdata.yaml` had the same keys for all groups
 */
export async function readLegacyScoring(
  files: PackageFiles,
  tests: readonly string[],
  options: {
    readonly scoredByProgram: boolean;
    readonly grading: YamlMap | null;
  },
): Promise<readonly ScoreGroup[]> {
  const { scoredByProgram, grading } = options;
  const settings = new Map<string, Legacy>();
  const groups: ScoreGroup[] = [];
  for (const path of foldersOf(tests)) {
    const inherited = path === '' ? ofProblem(grading) : (settings.get(parentOf(path)) ?? ofProblem(grading));
    const file = path === '' ? 'data/testdata.yaml' : `data/${path}/testdata.yaml`;
    const own = files.paths.includes(file)
      ? readLegacy(await readYaml(files, file), inherited)
      : { ...inherited, ...(path === '' ? {} : { range: UNBOUNDED }) };
    settings.set(path, own);
    groups.push({
      path,
      aggregation: lastOf(own.flags, ['sum', 'min', 'max', 'avg']) ?? 'sum',
      maxScore: Number.isFinite(own.range[1]) ? own.range[1] : null,
      testScore: own.acceptScore,
      testMax: scoredByProgram ? null : own.acceptScore,
      rejectScore: own.rejectScore,
      requires: [],
      stopAtFailure: own.stop,
      grader: graderOf(own.flags, path),
    });
  }
  return groups.map((group) => ({
    ...group,
    maxScore: group.maxScore ?? mostOf(group, groups, tests, scoredByProgram),
  }));
}

/** `ignore_sample` is for the root alone, also where groups inherit it. */
function graderOf(flags: readonly string[], path: string): Grader {
  return {
    verdict: lastOf(flags, graderVerdicts) ?? 'worst_error',
    anyAccepted: flags.includes('accept_if_any_accepted'),
    ignoreSample: path === '' && flags.includes('ignore_sample'),
  };
}

/** "If multiple conflicting modes are given, the last one is used." */
function lastOf<T extends string>(flags: readonly string[], modes: readonly T[]): T | undefined {
  for (const flag of flags.toReversed()) {
    const mode = modes.find((known) => known === flag);
    if (mode !== undefined) return mode;
  }
  return undefined;
}

/** What holds for `data/` where no file says anything. */
function ofProblem(grading: YamlMap | null): Legacy {
  return {
    acceptScore: grading?.number('accept_score') ?? 1,
    rejectScore: grading?.number('reject_score') ?? 0,
    range: grading === null ? UNBOUNDED : (readRange(grading) ?? UNBOUNDED),
    flags: [],
    stop: grading?.text('on_reject') !== 'grade',
  };
}

function readRange(yaml: YamlMap): Legacy['range'] | null {
  const range = (yaml.list('range') ?? []).map(boundOf);
  if (range.length === 0) return null;
  const [low, high] = range;
  if (range.length !== 2 || low === undefined || high === undefined || !(low <= high))
    throw yaml.fault('range must be two numbers, the smaller one first, such as "0 30".');
  return [low, high];
}

/** `inf` is one of the format's numbers. */
function boundOf(word: string): number {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(word);
  return infinite === null ? Number(word) : infinite[1] === '-' ? -Infinity : Infinity;
}

function readLegacy(yaml: YamlMap, inherited: Legacy): Legacy {
  if ((yaml.text('grading') ?? 'default') !== 'default')
    throw new DocketError(
      'package_unsupported',
      `${yaml.path}: a grader of its own cannot be used here. Say grading: default.`,
    );
  const flags = yaml.list('grader_flags');
  const odd = flags?.find((flag) => !LEGACY_FLAGS.has(flag));
  if (odd !== undefined) throw yaml.fault(`grader_flags "${odd.slice(0, 40)}" is not known.`);
  const onReject = yaml.text('on_reject');
  if (onReject !== null && onReject !== 'break' && onReject !== 'continue')
    throw yaml.fault(`on_reject must be break or continue, not "${onReject.slice(0, 40)}".`);
  return {
    acceptScore: yaml.number('accept_score') ?? inherited.acceptScore,
    rejectScore: yaml.number('reject_score') ?? inherited.rejectScore,
    // That of the group around it bounds the sum, not each of its parts.
    range: readRange(yaml) ?? UNBOUNDED,
    flags: flags ?? inherited.flags,
    stop: onReject === null ? inherited.stop : onReject === 'break',
  };
}

const LEGACY_FLAGS = new Set<string>([
  ...graderVerdicts,
  // What `worst_error` was called first.
  'no_errors',
  'accept_if_any_accepted',
  'sum',
  'avg',
  'min',
  'max',
  'ignore_sample',
]);

/** The most a group can make that names no range; null when the program gives the points. */
function mostOf(
  group: ScoreGroup,
  groups: readonly ScoreGroup[],
  tests: readonly string[],
  scoredByProgram: boolean,
): number | null {
  const ignored = group.grader?.ignoreSample === true ? 'sample' : undefined;
  const values = [
    ...tests.filter((test) => parentOf(test) === group.path).map(() => (scoredByProgram ? null : group.testScore)),
    ...groups
      .filter((child) => child.path !== '' && child.path !== ignored && parentOf(child.path) === group.path)
      .map((child) => child.maxScore ?? mostOf(child, groups, tests, scoredByProgram)),
  ];
  const known = values.filter((value) => value !== null);
  if (known.length < values.length || known.length === 0) return null;
  const sum = known.reduce((total, value) => total + value, 0);
  switch (group.aggregation) {
    case 'min':
      return Math.min(...known);
    case 'max':
      return Math.max(...known);
    case 'avg':
      return sum / known.length;
    case 'sum':
    case 'pass-fail':
      return sum;
    default:
      return group.aggregation satisfies never;
  }
}
