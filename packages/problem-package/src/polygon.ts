import { DocketError } from '@docket/contracts/errors';
import { stringify } from 'yaml';
import { comparePaths, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { polygonGroups } from './polygon-groups.ts';
import { polygonStatements } from './polygon-statements.ts';
import { attribute, childrenOf, parseXml, textOf } from './xml.ts';
import { MAX_TESTS } from './types.ts';
import type { Xml } from './xml.ts';

/** A test as problem.xml lists it. */
export type PolygonTest = {
  readonly sample: boolean;
  readonly group: string | null;
  readonly points: number | null;
  /** In the package. */
  readonly input: string;
  readonly answer: string;
};

/** Folders for Polygon's tags of solutions; those of none have their promises in submissions.yaml. */
const TAGS: Readonly<Record<string, string>> = {
  main: 'accepted',
  accepted: 'accepted',
  'wrong-answer': 'wrong_answer',
  'presentation-error': 'wrong_answer',
  'time-limit-exceeded': 'time_limit_exceeded',
  'memory-limit-exceeded': 'memory_limit_exceeded',
  rejected: 'rejected',
  failed: 'rejected',
  'time-limit-exceeded-or-accepted': 'slow_or_accepted',
  'time-limit-exceeded-or-memory-limit-exceeded': 'slow_or_large',
};
const SUBMISSIONS = {
  slow_or_accepted: { permitted: ['AC', 'TLE'] },
  slow_or_large: { permitted: ['AC', 'TLE', 'RTE'], required: ['TLE', 'RTE'] },
};

/**
 * A package as Polygon writes it (`problem.xml`), seen as one of the format: the same files under the names that the format has for them.
 * Tests must be in it, so it has to be a full package and not the standard one, which brings generators instead.
 */
export async function polygonPackage(files: PackageFiles): Promise<PackageFiles> {
  const problem = await parseXml(files, 'problem.xml', 'problem');
  const warn = files.warn ?? (() => undefined);
  const texts = new Map<string, string>();
  const moved = new Map<string, string>();
  const tests = readPolygonTests(problem, files);
  const judging = childrenOf(problem, 'judging')[0];
  const named = ['input-file', 'output-file'].map((key) => attribute(judging, key)).filter((name) => name !== '');
  if (named.length > 0)
    warn(`problem.xml: programs are given standard input and output here, and not ${named.join(' and ')}.`);
  const interactive = moveChecker(problem, files, moved, texts, warn);
  const scoring = tests.some(({ points }) => points !== null && points > 0);
  moveTests(problem, tests, scoring, moved, texts, warn);
  moveSolutions(problem, files, moved, texts);
  moveValidators(problem, files, moved);
  const names = await polygonStatements(problem, files, moved, texts);
  texts.set('problem.yaml', stringify(problemYaml(problem, { names, scoring, interactive })));
  const slug = attribute(problem, 'short-name');
  return viewed({ ...files, name: slug === '' ? files.name : slug }, moved, texts);
}

/** Files under other names, and texts in place of some. Nothing else of the package is seen. */
function viewed(
  files: PackageFiles,
  moved: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): PackageFiles {
  return {
    ...files,
    paths: [...new Set([...moved.keys(), ...texts.keys()])].sort(comparePaths),
    read(path) {
      const text = texts.get(path);
      return text === undefined ? files.read(moved.get(path) ?? path) : Promise.resolve(Buffer.from(text));
    },
  };
}

function problemYaml(
  problem: Xml,
  what: { readonly names: Readonly<Record<string, string>>; readonly scoring: boolean; readonly interactive: boolean },
): object {
  const testset = testsetOf(problem);
  const seconds = Number(textOf(childrenOf(testset, 'time-limit')[0])) / 1000;
  const mebibytes = Number(textOf(childrenOf(testset, 'memory-limit')[0])) / 1024 / 1024;
  const tags = childrenOf(childrenOf(problem, 'tags')[0], 'tag').map((tag) => attribute(tag, 'value'));
  return {
    problem_format_version: '2025-09',
    name: what.names,
    type: [what.scoring ? 'scoring' : 'pass-fail', ...(what.interactive ? ['interactive'] : [])],
    limits: {
      ...(seconds > 0 ? { time_limit: seconds } : {}),
      ...(mebibytes > 0 ? { memory: mebibytes } : {}),
    },
    keywords: tags.filter((tag) => tag !== ''),
  };
}

/** The set of tests that decides; a problem may have others for other rounds. */
function testsetOf(problem: Xml): Xml | undefined {
  const sets = childrenOf(childrenOf(problem, 'judging')[0], 'testset');
  return sets.find((set) => attribute(set, 'name') === 'tests') ?? sets[0];
}

function readPolygonTests(problem: Xml, files: PackageFiles): readonly PolygonTest[] {
  const set = testsetOf(problem);
  const pattern = (key: string): string => textOf(childrenOf(set, key)[0]);
  const listed = childrenOf(childrenOf(set, 'tests')[0], 'test');
  if (listed.length > MAX_TESTS)
    throw new DocketError(
      'package_invalid',
      `problem.xml lists ${listed.length} tests; at most ${MAX_TESTS} are accepted.`,
    );
  const tests = listed.map((test, index) => {
    const points = Number.parseFloat(attribute(test, 'points'));
    const group = attribute(test, 'group');
    return {
      sample: attribute(test, 'sample') === 'true',
      group: group === '' ? null : group,
      points: Number.isFinite(points) ? points : null,
      input: numbered(pattern('input-path-pattern'), index + 1),
      answer: numbered(pattern('answer-path-pattern'), index + 1),
    };
  });
  const missing = tests.flatMap(({ input, answer }) => [input, answer]).filter((path) => !files.paths.includes(path));
  if (missing.length > 0)
    throw new DocketError(
      'package_invalid',
      `problem.xml lists ${tests.length} tests, but ${shownPath(missing[0] ?? '')} ${missing.length > 1 ? `and ${missing.length - 1} more files are` : 'is'} not in the package. Download the full package from Polygon (Linux or Windows): the standard one has generators in their place.`,
    );
  return tests;
}

/** `tests/%02d` with a number in it. */
function numbered(pattern: string, number: number): string {
  return pattern.replace(/%0?(\d*)d/, (_all, width: string) => String(number).padStart(Number(width), '0'));
}

/** Puts tests where the format has them: samples, then the rest, in folders of their groups where these make points. */
function moveTests(
  problem: Xml,
  tests: readonly PolygonTest[],
  scoring: boolean,
  moved: Map<string, string>,
  texts: Map<string, string>,
  warn: (text: string) => void,
): void {
  const width = String(tests.length).length;
  const folders = scoring ? polygonGroups(childrenOf(testsetOf(problem), 'groups')[0], tests, texts, warn) : null;
  for (const [index, test] of tests.entries()) {
    const number = String(index + 1).padStart(width, '0');
    const places = [
      ...(test.sample ? [`sample/${number}`] : []),
      ...(folders?.(index) ?? (test.sample ? [] : [`secret/${number}`])),
    ];
    for (const place of places) {
      moved.set(`data/${place}.in`, test.input);
      moved.set(`data/${place}.ans`, test.answer);
    }
  }
}

/** Checker or interactor with the headers beside it. @returns whether it talks to programs */
function moveChecker(
  problem: Xml,
  files: PackageFiles,
  moved: Map<string, string>,
  texts: Map<string, string>,
  warn: (text: string) => void,
): boolean {
  const assets = childrenOf(problem, 'assets')[0];
  const sourceOf = (kind: string): string => attribute(childrenOf(childrenOf(assets, kind)[0], 'source')[0], 'path');
  const [checker, interactor] = [sourceOf('checker'), sourceOf('interactor')];
  const source = interactor === '' ? checker : interactor;
  if (source === '') return false;
  if (!files.paths.includes(source))
    throw new DocketError('package_invalid', `problem.xml names ${shownPath(source)}, which is not in the package.`);
  if (interactor !== '' && checker !== '')
    warn(`${shownPath(checker)} is not used: what the interactor decides counts.`);
  const name = source.slice(source.lastIndexOf('/') + 1);
  moved.set(`output_validator/${name}`, source);
  for (const path of files.paths) {
    const header = /^files\/([^/]+\.h(?:pp)?)$/.exec(path)?.[1];
    if (header !== undefined) moved.set(`output_validator/${header}`, path);
  }
  texts.set('docket.yaml', 'checker: testlib\n');
  return interactor !== '';
}

/** Input validators, each with the headers beside it. */
function moveValidators(problem: Xml, files: PackageFiles, moved: Map<string, string>): void {
  const assets = childrenOf(problem, 'assets')[0];
  for (const validator of childrenOf(childrenOf(assets, 'validators')[0], 'validator')) {
    const source = attribute(childrenOf(validator, 'source')[0], 'path');
    if (!files.paths.includes(source)) continue;
    const name = source.slice(source.lastIndexOf('/') + 1);
    const folder = `input_validators/${name.replace(/\.[^.]*$/, '')}`;
    moved.set(`${folder}/${name}`, source);
    for (const path of files.paths) {
      const header = /^files\/([^/]+\.h(?:pp)?)$/.exec(path)?.[1];
      if (header !== undefined) moved.set(`${folder}/${header}`, path);
    }
  }
}

function moveSolutions(
  problem: Xml,
  files: PackageFiles,
  moved: Map<string, string>,
  texts: Map<string, string>,
): void {
  for (const solution of childrenOf(childrenOf(childrenOf(problem, 'assets')[0], 'solutions')[0], 'solution')) {
    const tag = attribute(solution, 'tag');
    const folder = Object.hasOwn(TAGS, tag) ? TAGS[tag] : undefined;
    const path = attribute(childrenOf(solution, 'source')[0], 'path');
    if (folder !== undefined && files.paths.includes(path))
      moved.set(`submissions/${folder}/${path.slice(path.lastIndexOf('/') + 1)}`, path);
  }
  texts.set('submissions/submissions.yaml', stringify(SUBMISSIONS));
}
