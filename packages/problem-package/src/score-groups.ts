import { DocketError } from '@docket/contracts/errors';
import { foldersOf, parentOf } from './group-paths.ts';
import type { ScoreGroup } from './types.ts';
import { comparePaths } from './files.ts';
import type { PackageFiles } from './files.ts';
import { readYaml } from './yaml-map.ts';

/**
 * Groups and points of a scoring problem as `test_group.yaml` of format 2025-09 gives them ("Scoring problems"): only `secret` counts,
 * and it makes 100 unless it says otherwise. Drafts before said the same below `scoring`, and let groups lie in groups.
 */
export async function readScoring(
  files: PackageFiles,
  tests: readonly string[],
  warn: (text: string) => void,
): Promise<readonly ScoreGroup[]> {
  const folders = foldersOf(tests).filter((path) => path === 'secret' || path.startsWith('secret/'));
  const written = new Map<string, Written>();
  for (const path of folders) {
    const own = await readWritten(files, path);
    // "The test data groups themselves can contain directories, but not further groups."
    if (own.says || path.split('/').length <= 2) written.set(path, own);
  }
  const groups: ScoreGroup[] = [];
  for (const path of written.keys()) groups.push(toGroup(path, written, groups, tests));
  const shared = [...written].filter(([path, own]) => path !== 'secret' && own.score === undefined);
  const [first] = shared;
  if (first !== undefined && groups[0]?.maxScore !== null && groups[0]?.aggregation === 'sum')
    warn(
      `data/${first[0]}${shared.length > 1 ? ` and ${shared.length - 1} more groups` : ''}: no max_score is given, so what other groups leave of the points is shared out evenly. Set max_score in test_group.yaml.`,
    );
  return groups;
}

type Written = {
  readonly file: string;
  readonly fault: (message: string) => DocketError;
  /** The folder says something of points, so it is a group. */
  readonly says: boolean;
  /** Undefined where nothing is said. */
  readonly score: number | 'unbounded' | undefined;
  readonly aggregation: 'sum' | 'min' | 'pass-fail';
  readonly requires: readonly string[];
};

/** Keys of the format, and what the drafts before called them below `scoring`. */
const KEYS = { max_score: 'score', score_aggregation: 'aggregation', require_pass: 'require_pass' } as const;

/** The innermost group that holds a path; a folder without one of its own belongs to the one around it. */
function holderOf(path: string, written: ReadonlyMap<string, Written>): string {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) if (written.has(folder)) return folder;
  return '';
}

async function readWritten(files: PackageFiles, path: string): Promise<Written> {
  const file = `data/${path}/test_group.yaml`;
  const yaml = files.paths.includes(file) ? await readYaml(files, file) : null;
  const draft = yaml?.map('scoring') ?? null;
  const fault = (message: string): DocketError =>
    yaml?.fault(message) ?? new DocketError('package_invalid', `data/${path}/: ${message}`);
  const flat = yaml !== null && Object.keys(KEYS).some((key) => yaml.get(key) !== undefined);
  if (flat && draft !== null) throw fault('scoring is of a draft of the format. Say max_score beside the other keys.');
  const source = flat ? yaml : draft;
  const name = (key: keyof typeof KEYS): string => (flat ? key : KEYS[key]);
  const shown = (key: keyof typeof KEYS): string => (flat ? key : `scoring.${KEYS[key]}`);
  const top = path === 'secret';
  const aggregation = source?.text(name('score_aggregation')) ?? (top ? 'sum' : 'pass-fail');
  if (aggregation !== 'sum' && aggregation !== 'min' && aggregation !== 'pass-fail')
    throw fault(`${shown('score_aggregation')} must be pass-fail, sum or min, not "${aggregation.slice(0, 40)}".`);
  const word = source?.get(name('max_score'));
  const score = word === undefined || word === 'unbounded' ? word : (source?.number(name('max_score')) ?? undefined);
  if (typeof score === 'number' && score < 0)
    throw fault(`${shown('max_score')} is ${score}; points are not negative.`);
  return {
    file,
    fault,
    says: source !== null,
    score: score ?? (top ? 100 : undefined),
    aggregation,
    requires: source?.list(name('require_pass')) ?? [],
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
  const parent = groups.find((group) => group.path === holderOf(path, written));
  const maxScore =
    own.score === 'unbounded' ? null : (own.score ?? (parent === undefined ? null : shareOf(parent, written, tests)));
  if (maxScore === null && parent !== undefined && parent.maxScore !== null && parent.aggregation !== 'pass-fail')
    throw own.fault('max_score can be unbounded only where that of the group around it is.');
  if (own.aggregation === 'pass-fail' && maxScore === null)
    throw own.fault('a group that is pass-fail needs a max_score: what is all of it worth?');
  if (parent?.aggregation === 'pass-fail' && own.aggregation !== 'pass-fail')
    throw own.fault('a group must be pass-fail where the one around it is.');
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
  let sharing = tests.filter((test) => holderOf(test, written) === group.path).length;
  let given = 0;
  for (const [path, child] of written) {
    if (path === group.path || holderOf(path, written) !== group.path) continue;
    if (typeof child.score === 'number') given += child.score;
    else sharing += 1;
  }
  if (given > group.maxScore + 1e-9)
    throw new DocketError(
      'package_invalid',
      `data/${group.path}/ makes at most ${group.maxScore} points, but its groups make ${given}. Set max_score in data/${group.path}/test_group.yaml.`,
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
        `require_pass names "${required.slice(0, 60)}", but no test is there. Write a path below data/, such as sample or secret/group1.`,
      );
    if (comparePaths(required, path) >= 0 || path.startsWith(`${required}/`))
      throw own.fault(
        `require_pass: ${required.slice(0, 60)} must be judged before; name it so that it sorts before ${path}.`,
      );
    const group = written.get(required);
    if (group !== undefined && group.aggregation !== 'pass-fail')
      throw own.fault(`require_pass: ${required.slice(0, 60)} is not pass-fail, so it is never passed as a whole.`);
  }
}
