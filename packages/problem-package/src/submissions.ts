import { languagesOfFile } from '@docket/contracts/judge/source-endings';
import { decodeText, readYaml, type YamlMap } from './yaml-map.ts';
import type { PackageFiles } from './files.ts';
import { expandBraces, matchesPath } from './submission-patterns.ts';
import type { ExpectedVerdict, PackageSubmission } from './types.ts';

/** Folders below `submissions/` and what their programs must get. The last four are ours or older than the format. */
const FOLDERS: Readonly<Record<string, ExpectedVerdict>> = {
  accepted: 'AC',
  wrong_answer: 'WA',
  time_limit_exceeded: 'TLE',
  run_time_error: 'RE',
  memory_limit_exceeded: 'MLE',
  output_limit_exceeded: 'OLE',
  compile_error: 'CE',
  partially_accepted: 'WA',
};

/**
 * Reads the sample submissions: a file, or a folder of files, directly below a folder that names the verdict.
 * Folders of other names are left out. `language` of submissions.yaml overrides the ending, `score` says what a scoring problem gives.
 */
export async function readSubmissions(files: PackageFiles): Promise<readonly PackageSubmission[]> {
  const declared = await readDeclared(files);
  const programs = new Map<string, string[]>();
  for (const path of files.paths) {
    const [top, folder = '', program] = path.split('/');
    if (top !== 'submissions' || program === undefined || !Object.hasOwn(FOLDERS, folder)) continue;
    const key = `submissions/${folder}/${program}`;
    programs.set(key, [...(programs.get(key) ?? []), path]);
  }
  const read: PackageSubmission[] = [];
  for (const [path, paths] of programs) {
    const sources: { name: string; content: string }[] = [];
    for (const file of paths) {
      const name = file === path ? file.slice(file.lastIndexOf('/') + 1) : file.slice(path.length + 1);
      sources.push({ name, content: decodeText(await files.read(file), file) });
    }
    const expected = FOLDERS[path.split('/')[1] ?? ''];
    if (expected === undefined) continue;
    const { language, score } = declared(path);
    read.push({ path, expected, language: language ?? languageOf(paths), score, files: sources });
  }
  return read;
}

type Declared = { readonly language: string | null; readonly score: readonly [number, number] | null };

const NOTHING: Declared = { language: null, score: null };

/** One of the names that a key stands for. */
type Rule = Declared & { readonly key: string; readonly pattern: string };

/**
 * What submissions.yaml says of a program. Its keys are patterns below `submissions/`; one that matches the folder holds for
 * all in it. The points of all that match must hold ("Every submission matched by the glob pattern must satisfy", 2025-09,
 * Example submissions). Of languages, about which the format says nothing, that of the most specific key counts.
 */
async function readDeclared(files: PackageFiles): Promise<(path: string) => Declared> {
  if (!files.paths.includes('submissions/submissions.yaml')) return () => NOTHING;
  const yaml = await readYaml(files, 'submissions/submissions.yaml');
  const rules: Rule[] = [];
  for (const key of yaml.keys()) {
    const own = typeof yaml.get(key) === 'object' ? yaml.map(key) : null;
    if (own === null) continue;
    const patterns = expandBraces(key.replace(/\/$/, ''));
    if (patterns === null) throw yaml.fault(`the braces of ${key.slice(0, 40)} stand for too many names.`);
    const says = { language: own.text('language'), score: promisedScore(own, key) };
    for (const pattern of patterns) rules.push({ key, pattern, ...says });
  }
  return (path) => {
    const name = path.slice('submissions/'.length);
    const folder = name.slice(0, name.indexOf('/'));
    const matching = rules
      .filter(({ pattern }) => matchesPath(pattern, name) || matchesPath(pattern, folder))
      .toSorted((a, b) => specificity(a.pattern) - specificity(b.pattern));
    let score: Declared['score'] = null;
    for (const rule of matching) {
      if (rule.score === null) continue;
      score = score === null ? rule.score : both(score, rule.score);
      if (score[0] > score[1])
        throw yaml.fault(`the points that ${rule.key} promises of ${name} contradict another key.`);
    }
    return { language: matching.findLast(({ language }) => language !== null)?.language ?? null, score };
  };
}

/** A program's own name is more specific than a pattern of names, and that than a folder. */
function specificity(pattern: string): number {
  return (pattern.includes('/') ? 2 : 0) + (pattern.includes('*') ? 0 : 1);
}

function both(one: readonly [number, number], other: readonly [number, number]): readonly [number, number] {
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
}

/** One number, or the least and the most. */
function promisedScore(own: YamlMap, key: string): Declared['score'] {
  const bounds = own.list('score')?.map(Number);
  if (bounds === undefined) return null;
  const [low, high = low] = bounds;
  const readable = low !== undefined && high !== undefined && bounds.length <= 2 && bounds.every(Number.isFinite);
  if (!readable || low > high) throw own.fault(`${key}.score must be a number, or two: the least and the most.`);
  return [low, high];
}

/** By the ending of the first file that has a known one. Dialects that share one are told apart by their id in the path (`sum_cpp20.cpp`). */
function languageOf(paths: readonly string[]): string | null {
  for (const path of paths) {
    const languages = languagesOfFile(path);
    const [first] = languages;
    if (first !== undefined) return languages.find((id) => path.includes(id)) ?? first;
  }
  return null;
}
