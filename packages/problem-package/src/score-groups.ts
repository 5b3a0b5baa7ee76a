import { DocketError } from '@docket/contracts/errors';
import type { ScoreGroup } from './types.ts';
import { comparePaths } from './files.ts';
import type { PackageFiles } from './files.ts';
import { readYaml } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';

type Aggregation = ScoreGroup['aggregation'];

/** `''`, `secret`, `secret/group1`, ...: every folder that holds a test, and those around it; each after its parent. */
function foldersOf(tests: readonly string[]): readonly string[] {
  const folders = new Set<string>(['']);
  for (const test of tests) {
    const segments = test.split('/').slice(0, -1);
    for (let depth = 1; depth <= segments.length; depth++) folders.add(segments.slice(0, depth).join('/'));
  }
  return [...folders].sort(comparePaths);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * Groups and points of a scoring problem as `test_group.yaml` of format 2025-09 gives them ("Scoring Problems"):
 * only `secret` counts, it makes 100 unless it says otherwise, and points nobody gave are shared out evenly.
 */
export async function readScoring(files: PackageFiles, tests: readonly string[]): Promise<readonly ScoreGroup[]> {
  const folders = foldersOf(tests).filter((path) => path === 'secret' || path.startsWith('secret/'));
  const written = new Map<string, Written>();
  for (const path of folders) written.set(path, await readWritten(files, path));
  const groups: ScoreGroup[] = [];
  for (const path of folders) groups.push(toGroup(path, written, groups, tests));
  return groups;
}

type Written = {
  readonly file: string;
  readonly fault: (message: string) => DocketError;
  /** Undefined where nothing is said. */
  readonly score: number | 'unbounded' | undefined;
  readonly aggregation: Aggregation;
  readonly requires: readonly string[];
};

async function readWritten(files: PackageFiles, path: string): Promise<Written> {
  const file = `data/${path}/test_group.yaml`;
  const yaml = files.paths.includes(file) ? await readYaml(files, file) : null;
  const scoring = yaml?.map('scoring') ?? null;
  const fault = (message: string): DocketError =>
    scoring?.fault(message) ?? new DocketError('package_invalid', `data/${path}/: ${message}`);
  const top = path === 'secret';
  const aggregation = scoring?.text('aggregation') ?? (top ? 'sum' : 'pass-fail');
  if (aggregation !== 'sum' && aggregation !== 'min' && aggregation !== 'pass-fail')
    throw fault(`scoring.aggregation must be pass-fail, sum or min, not "${aggregation.slice(0, 40)}".`);
  const word = scoring?.get('score');
  const score = word === undefined ? undefined : word === 'unbounded' ? word : (scoring?.number('score') ?? undefined);
  if (typeof score === 'number' && score < 0) throw fault(`scoring.score is ${score}; points are not negative.`);
  return {
    file,
    fault,
    score: score ?? (top ? 100 : undefined),
    aggregation,
    requires: scoring?.list('require_pass') ?? [],
  };
}

function toGroup(
  path: string,
  written: ReadonlyMap<string, Written>,
  groups: readonly ScoreGroup[],
  tests: readonly string[],
): ScoreGroup {
  const own = written.get(path);
  if (own === undefined) throw new RangeError(path);
  const parent = groups.find((group) => group.path === parentOf(path));
  const maxScore =
    own.score === 'unbounded' ? null : (own.score ?? (parent === undefined ? null : shareOf(parent, written, tests)));
  if (maxScore === null && parent !== undefined && parent.maxScore !== null && parent.aggregation !== 'pass-fail')
    throw own.fault('scoring.score can be unbounded only where the group around it is.');
  if (own.aggregation === 'pass-fail' && maxScore === null)
    throw own.fault('scoring.aggregation pass-fail needs a score: what is all of it worth?');
  if (parent?.aggregation === 'pass-fail' && own.aggregation !== 'pass-fail')
    throw own.fault('scoring.aggregation must be pass-fail inside a group that is pass-fail.');
  checkRequires(path, own, written, tests);
  const group = {
    path,
    aggregation: own.aggregation,
    maxScore,
    rejectScore: 0,
    requires: own.requires,
    // Nothing is left to win after a failure: all or nothing, or a smallest value that is zero already.
    stopAtFailure:
      own.aggregation !== 'sum' &&
      ![...written].some(([below, child]) => below.startsWith(`${path}/`) && child.aggregation === 'sum'),
  };
  const testScore =
    own.aggregation === 'pass-fail' ? null : shareOf({ ...group, testScore: null, testMax: null }, written, tests);
  return { ...group, testScore, testMax: testScore };
}

/** What a test or subgroup is worth that says nothing itself. */
function shareOf(group: ScoreGroup, written: ReadonlyMap<string, Written>, tests: readonly string[]): number | null {
  if (group.maxScore === null) return null;
  if (group.aggregation !== 'sum') return group.maxScore;
  let sharing = tests.filter((test) => parentOf(test) === group.path).length;
  let given = 0;
  for (const [path, child] of written) {
    if (path === group.path || parentOf(path) !== group.path) continue;
    if (typeof child.score === 'number') given += child.score;
    else sharing += 1;
  }
  if (given > group.maxScore + 1e-9)
    throw new DocketError(
      'package_invalid',
      `data/${group.path}/ makes at most ${group.maxScore} points, but its groups make ${given}. Set scoring.score of data/${group.path}/test_group.yaml.`,
    );
  return sharing === 0 ? group.maxScore - given : (group.maxScore - given) / sharing;
}

function checkRequires(
  path: string,
  own: Written,
  written: ReadonlyMap<string, Written>,
  tests: readonly string[],
): void {
  for (const required of own.requires) {
    if (!tests.some((test) => test === required || test.startsWith(`${required}/`)))
      throw own.fault(
        `scoring.require_pass names "${required.slice(0, 60)}", but no test is there. Write a path below data/, such as sample or secret/group1.`,
      );
    if (comparePaths(required, path) >= 0 || path.startsWith(`${required}/`))
      throw own.fault(
        `scoring.require_pass: ${required.slice(0, 60)} must be judged before; name it so that it sorts before ${path}.`,
      );
    const group = written.get(required);
    if (group !== undefined && group.aggregation !== 'pass-fail')
      throw own.fault(
        `scoring.require_pass: ${required.slice(0, 60)} is not pass-fail, so it is never passed as a whole.`,
      );
  }
}

/** What `testdata.yaml` of older packages says of one group; each key is inherited from the group around it. */
type Legacy = {
  readonly acceptScore: number;
  readonly rejectScore: number;
  readonly range: readonly [number, number];
  readonly flags: readonly string[];
  readonly stop: boolean;
};

const LEGACY_DEFAULT: Legacy = {
  acceptScore: 1,
  rejectScore: 0,
  range: [-Infinity, Infinity],
  flags: [],
  stop: true,
};

/** The same for older packages ("Scoring Problems" of the legacy format), graded by the default grader. */
export async function readLegacyScoring(
  files: PackageFiles,
  tests: readonly string[],
  scoredByProgram: boolean,
): Promise<readonly ScoreGroup[]> {
  const settings = new Map<string, Legacy>();
  const groups: ScoreGroup[] = [];
  for (const path of foldersOf(tests)) {
    const inherited = path === '' ? LEGACY_DEFAULT : (settings.get(parentOf(path)) ?? LEGACY_DEFAULT);
    const file = path === '' ? 'data/testdata.yaml' : `data/${path}/testdata.yaml`;
    const own = files.paths.includes(file) ? readLegacy(await readYaml(files, file), inherited) : inherited;
    settings.set(path, own);
    if (path.split('/')[0] === 'sample' && settings.get('')?.flags.includes('ignore_sample') === true) continue;
    const aggregation = own.flags.includes('min') ? 'min' : 'sum';
    groups.push({
      path,
      aggregation,
      maxScore: Number.isFinite(own.range[1]) ? own.range[1] : null,
      testScore: own.acceptScore,
      testMax: scoredByProgram ? null : own.acceptScore,
      rejectScore: own.rejectScore,
      requires: [],
      stopAtFailure: own.stop,
    });
  }
  return groups.map((group) => ({
    ...group,
    maxScore: group.maxScore ?? legacyMost(group, groups, tests, scoredByProgram),
  }));
}

function readLegacy(yaml: YamlMap, inherited: Legacy): Legacy {
  if ((yaml.text('grading') ?? 'default') !== 'default')
    throw new DocketError(
      'package_unsupported',
      `${yaml.path}: a grader of its own cannot be used here. Say grading: default.`,
    );
  const flags = yaml.list('grader_flags');
  const odd = flags?.find((flag) => !LEGACY_FLAGS.has(flag));
  if (odd === 'avg' || odd === 'max')
    throw new DocketError(
      'package_unsupported',
      `${yaml.path}: grader_flags ${odd} cannot be judged here. Use sum or min.`,
    );
  if (odd !== undefined) throw yaml.fault(`grader_flags "${odd.slice(0, 40)}" is not known.`);
  const onReject = yaml.text('on_reject');
  if (onReject !== null && onReject !== 'break' && onReject !== 'continue')
    throw yaml.fault(`on_reject must be break or continue, not "${onReject.slice(0, 40)}".`);
  const range = (yaml.list('range') ?? []).map(Number);
  const [low, high] = range;
  if (range.length > 0 && (range.length !== 2 || low === undefined || high === undefined || !(low <= high)))
    throw yaml.fault('range must be two numbers, the smaller one first, such as "0 30".');
  return {
    acceptScore: yaml.number('accept_score') ?? inherited.acceptScore,
    rejectScore: yaml.number('reject_score') ?? inherited.rejectScore,
    range: low === undefined || high === undefined ? [-Infinity, Infinity] : [low, high],
    flags: flags ?? inherited.flags,
    stop: onReject === null ? inherited.stop : onReject === 'break',
  };
}

/** The first four say which verdict a group has; ours follows from the score. */
const LEGACY_FLAGS = new Set([
  'first_error',
  'worst_error',
  'always_accept',
  'accept_if_any_accepted',
  'sum',
  'min',
  'ignore_sample',
]);

/** The most a group can make that names no range; null when the program gives the points. */
function legacyMost(
  group: ScoreGroup,
  groups: readonly ScoreGroup[],
  tests: readonly string[],
  scoredByProgram: boolean,
): number | null {
  const values = [
    ...tests.filter((test) => parentOf(test) === group.path).map(() => (scoredByProgram ? null : group.testScore)),
    ...groups
      .filter((child) => child.path !== '' && child !== group && parentOf(child.path) === group.path)
      .map((child) => child.maxScore ?? legacyMost(child, groups, tests, scoredByProgram)),
  ];
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return group.aggregation === 'min' ? Math.min(...known) : known.reduce((sum, value) => sum + value, 0);
}
