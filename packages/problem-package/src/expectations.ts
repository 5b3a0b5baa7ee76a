import { DocketError } from '@docket/contracts/errors';
import type { YamlMap } from './yaml-map.ts';
import { expandBraces, matchesPath } from './submission-patterns.ts';
import type { ExpectedVerdict, Expectation } from './types.ts';

type Verdicts = readonly ExpectedVerdict[];

/**
 * Verdicts as packages name them, and ours that are meant. The format knows no lack of memory and no flood of output: both are run-time
 * errors to it.
 */
const RUN_TIME: Verdicts = ['RE', 'MLE', 'OLE'];
const WORDS: Readonly<Record<string, Verdicts>> = { AC: ['AC'], WA: ['WA'], TLE: ['TLE'], RTE: RUN_TIME };

type Folder = {
  /** What most of such submissions end with. */
  readonly expected: ExpectedVerdict | null;
  readonly permitted: Verdicts | null;
  readonly required: Verdicts | null;
  readonly partial?: true;
};

/** Folders of both versions ("Example submissions", "Default directories"); those for memory, output and compiling are ours. */
const FOLDERS: Readonly<Record<string, Folder>> = {
  accepted: { expected: 'AC', permitted: ['AC'], required: null },
  rejected: { expected: null, permitted: null, required: ['WA', 'TLE', ...RUN_TIME] },
  wrong_answer: { expected: 'WA', permitted: ['AC', 'WA'], required: ['WA'] },
  time_limit_exceeded: { expected: 'TLE', permitted: ['AC', 'TLE'], required: ['TLE'] },
  run_time_error: { expected: 'RE', permitted: ['AC', ...RUN_TIME], required: RUN_TIME },
  brute_force: { expected: null, permitted: ['AC', 'TLE', ...RUN_TIME], required: ['TLE', ...RUN_TIME] },
  partially_accepted: { expected: 'WA', permitted: null, required: null, partial: true },
  memory_limit_exceeded: { expected: 'MLE', permitted: ['AC', 'MLE'], required: ['MLE'] },
  output_limit_exceeded: { expected: 'OLE', permitted: ['AC', 'OLE'], required: ['OLE'] },
  compile_error: { expected: 'CE', permitted: ['CE'], required: ['CE'] },
};

/** What older packages are less strict about: a crash or a slow test may have others beside it. */
const LEGACY_FOLDERS: Readonly<Record<string, Partial<Folder>>> = {
  time_limit_exceeded: { permitted: ['AC', 'WA', 'TLE'] },
  run_time_error: { permitted: null },
};

function isKnownFolder(folder: string): boolean {
  return Object.hasOwn(FOLDERS, folder);
}

function folderOf(folder: string, legacy: boolean): Folder | undefined {
  const known = isKnownFolder(folder) ? FOLDERS[folder] : undefined;
  return known && { ...known, ...(legacy && Object.hasOwn(LEGACY_FOLDERS, folder) ? LEGACY_FOLDERS[folder] : {}) };
}

/** The one verdict that stands for a folder; null where it stands for several or is none of the format. */
export function headlineOf(folder: string): ExpectedVerdict | null {
  return isKnownFolder(folder) ? (FOLDERS[folder]?.expected ?? null) : null;
}

/** A key of submissions.yaml: which submissions, and what it says of them. */
export type Rule = {
  readonly key: string;
  /** One of the names that the key's braces stand for. */
  readonly pattern: string;
  readonly language: string | null;
  readonly says: readonly Partial<Expectation>[];
};

/** Says nothing of tests, so it may stand beside their names. */
const KEYS = new Set([
  'language',
  'entrypoint',
  'authors',
  'model_solution',
  'permitted',
  'required',
  'score',
  'message',
  'use_for_time_limit',
]);

/** More patterns than this no package needs, and each is held against each submission. */
const MOST_PATTERNS = 5_000;

/** Reads submissions.yaml ("Example submissions", "Glob patterns", "Test data groups" of 2025-09). */
export function readRules(yaml: YamlMap): readonly Rule[] {
  const rules: Rule[] = [];
  let patterns = 0;
  for (const key of yaml.keys()) {
    const own = typeof yaml.get(key) === 'object' ? yaml.map(key) : null;
    if (own === null) continue;
    const says = [readSays(own, null), ...ofTests(own, key)];
    patterns += says.length;
    for (const pattern of expand(yaml, key)) rules.push({ key, pattern, language: own.text('language'), says });
    if (patterns + rules.length > MOST_PATTERNS)
      throw yaml.fault(`its keys stand for more than ${MOST_PATTERNS} names. Use fewer braces.`);
  }
  return rules;
}

function expand(yaml: YamlMap, key: string): readonly string[] {
  const patterns = expandBraces(key.replace(/\/$/, ''));
  if (patterns === null) throw yaml.fault(`the braces of ${key.slice(0, 40)} stand for too many names.`);
  return patterns;
}

/** What is said of single tests or groups, under their names. */
function ofTests(own: YamlMap, key: string): readonly Partial<Expectation>[] {
  const says: Partial<Expectation>[] = [];
  for (const name of own.keys()) {
    if (KEYS.has(name)) continue;
    const inner = typeof own.get(name) === 'object' ? own.map(name) : null;
    if (inner === null)
      throw own.fault(`${key}.${name.slice(0, 40)} is neither a key of the format nor says what of its tests.`);
    for (const tests of expand(own, name)) says.push(readSays(inner, tests));
    if (says.length > MOST_PATTERNS) throw own.fault(`${key.slice(0, 40)} names more than ${MOST_PATTERNS} tests.`);
  }
  return says;
}

/** Only what is said: the rest a folder may say. */
function readSays(own: YamlMap, tests: string | null): Partial<Expectation> {
  const permitted = verdictsOf(own, 'permitted');
  const required = verdictsOf(own, 'required');
  const score = promisedScore(own);
  const message = own.text('message');
  return {
    tests,
    ...(permitted === undefined ? {} : { permitted }),
    ...(required === undefined ? {} : { required }),
    ...(score === null ? {} : { score }),
    ...(message === null ? {} : { message }),
  };
}

function verdictsOf(own: YamlMap, key: string): Verdicts | undefined {
  return own.list(key)?.flatMap((word) => {
    const verdicts = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (verdicts === undefined)
      throw own.fault(
        `${key} "${word.slice(0, 40)}" is not a verdict of the format. It knows ${Object.keys(WORDS).join(', ')}.`,
      );
    return verdicts;
  });
}

/** One number, or the least and the most. */
function promisedScore(own: YamlMap): Expectation['score'] {
  const bounds = own.list('score')?.map(Number);
  if (bounds === undefined) return null;
  const [low, high = low] = bounds;
  const readable = low !== undefined && high !== undefined && bounds.length <= 2 && bounds.every(Number.isFinite);
  if (!readable || low > high)
    throw own.fault('score of a submission must be a number, or two: the least and the most.');
  return [low, high];
}

/** Of one submission; they are stored with it. */
const MOST_EXPECTATIONS = 200;

const NOTHING: Omit<Expectation, 'by'> = {
  tests: null,
  permitted: null,
  required: null,
  score: null,
  message: null,
  partial: false,
};

/** Does a key match the submission, or the folder that it is in? */
export function matchesSubmission({ pattern }: Rule, path: string): boolean {
  const name = path.slice('submissions/'.length);
  return matchesPath(pattern, name) || matchesPath(pattern, name.slice(0, name.indexOf('/')));
}

/**
 * All that is promised of a submission. Every key that matches must hold, beside what its folder says; a key that is the folder's own
 * name replaces that, as far as it says something ("Default directories").
 * @param annotated what a header in its sources says; of a folder that promises nothing it counts alone
 */
export function expectationsOf(
  path: string,
  options: { readonly legacy: boolean; readonly rules: readonly Rule[]; readonly annotated: Annotation | null },
): readonly Expectation[] {
  const { legacy, rules, annotated } = options;
  const folder = path.split('/')[1] ?? '';
  const standard = folderOf(folder, legacy);
  const all: Expectation[] = [];
  const own = rules.filter(({ pattern }) => pattern === folder);
  if (standard !== undefined) {
    const { permitted, required, partial = false } = standard;
    const replaced = own.reduce((before, { says: [whole] }) => ({ ...before, ...whole }), { permitted, required });
    all.push({ ...NOTHING, ...replaced, tests: null, partial, by: `the folder ${folder}` });
  } else if (annotated?.verdicts !== null && annotated !== null) {
    const { verdicts } = annotated;
    const permitted: Verdicts = [...new Set<ExpectedVerdict>(['AC', ...verdicts])];
    const required = verdicts.includes('AC') ? null : verdicts;
    all.push({ ...NOTHING, permitted, required, by: 'its @EXPECTED_RESULTS@' });
  }
  if (annotated?.score !== null && annotated !== null)
    all.push({ ...NOTHING, score: [annotated.score, annotated.score], by: 'its @EXPECTED_SCORE@' });
  for (const rule of rules) {
    if (!matchesSubmission(rule, path)) continue;
    const says = standard !== undefined && own.includes(rule) ? rule.says.slice(1) : rule.says;
    for (const one of says) all.push({ ...NOTHING, ...one, by: `submissions.yaml (${rule.key})` });
  }
  const told = all.filter(
    (one) => one.partial || [one.permitted, one.required, one.score, one.message].some((x) => x !== null),
  );
  refuseContradiction(path, told);
  return told.slice(0, MOST_EXPECTATIONS);
}

function refuseContradiction(path: string, all: readonly Expectation[]): void {
  const whole = all.filter(({ tests }) => tests === null);
  const low = Math.max(-Infinity, ...whole.map(({ score }) => score?.[0] ?? -Infinity));
  const high = Math.min(Infinity, ...whole.map(({ score }) => score?.[1] ?? Infinity));
  if (low > high)
    throw new DocketError(
      'package_invalid',
      `submissions/submissions.yaml: the points that its keys promise of ${path.slice('submissions/'.length)} contradict each other.`,
    );
}

/** What a comment in a source says of it. */
export type Annotation = { readonly verdicts: Verdicts | null; readonly score: number | null };

/** Words of DOMjudge and of the format, after `@EXPECTED_RESULTS@:`. Those that are no verdict of ours say nothing. */
const ANNOTATED: Readonly<Record<string, Verdicts>> = {
  ACCEPTED: ['AC'],
  CORRECT: ['AC'],
  WRONG_ANSWER: ['WA'],
  NO_OUTPUT: ['WA'],
  TIME_LIMIT_EXCEEDED: ['TLE'],
  TIMELIMIT: ['TLE'],
  RUN_TIME_ERROR: RUN_TIME,
  RUN_ERROR: RUN_TIME,
  MEMORY_LIMIT: ['MLE'],
  OUTPUT_LIMIT: ['OLE'],
  COMPILER_ERROR: ['CE'],
};

/** Reads DOMjudge's headers; null where there is none. */
export function readAnnotation(sources: readonly { readonly content: string }[]): Annotation | null {
  for (const { content } of sources) {
    const results = /@EXPECTED_RESULTS@:([^\n]{0,200})/.exec(content)?.[1];
    const points = /@EXPECTED_SCORE@:\s*([-+.\deE]{1,30})/.exec(content)?.[1];
    if (results === undefined && points === undefined) continue;
    const verdicts = (results ?? '')
      .split(',')
      .map((word) => /[A-Z_-]+/i.exec(word)?.[0].toUpperCase().replaceAll('-', '_') ?? '')
      .flatMap((word) => (Object.hasOwn(ANNOTATED, word) ? (ANNOTATED[word] ?? []) : []));
    const score = points === undefined ? Number.NaN : Number(points);
    return { verdicts: verdicts.length === 0 ? null : verdicts, score: Number.isFinite(score) ? score : null };
  }
  return null;
}
