import { languagesOfFile } from '@docket/contracts/judge/source-endings';
import { expectationsOf, headlineOf, matchesSubmission, readAnnotation, readRules } from './expectations.ts';
import type { Rule } from './expectations.ts';
import type { PackageFiles } from './files.ts';
import { shownPath } from './files.ts';
import type { PackageSubmission } from './types.ts';
import { decodeText, readYaml } from './yaml-map.ts';

/**
 * Reads the sample submissions: a file, or a folder of files, directly below a folder that says what they do. Those of other folders are
 * read where submissions.yaml or a header of theirs says it. `language` of submissions.yaml overrides the ending.
 */
export async function readSubmissions(
  files: PackageFiles,
  options: { readonly legacy?: boolean; readonly warn?: (text: string) => void } = {},
): Promise<readonly PackageSubmission[]> {
  const { legacy = false, warn = () => undefined } = options;
  const file = 'submissions/submissions.yaml';
  const rules = files.paths.includes(file) ? readRules(await readYaml(files, file)) : [];
  const read: PackageSubmission[] = [];
  const untried = new Set<string>();
  for (const [path, paths] of programsOf(files)) {
    const sources: { name: string; content: string }[] = [];
    for (const one of paths) {
      const name = one === path ? one.slice(one.lastIndexOf('/') + 1) : one.slice(path.length + 1);
      sources.push({ name, content: decodeText(await files.read(one), one) });
    }
    const annotated = readAnnotation(sources);
    const expects = expectationsOf(path, { legacy, rules, annotated });
    const folder = path.split('/')[1] ?? '';
    if (expects.length === 0) {
      untried.add(folder);
      continue;
    }
    const headline = headlineOf(folder);
    const contradicts = headline !== null && annotated?.verdicts?.includes(headline) === false;
    if (contradicts) warn(`${shownPath(path)}: its @EXPECTED_RESULTS@ does not fit its folder, which counts.`);
    const language = declaredLanguage(rules, path) ?? languageOf(paths, sources);
    read.push({ path, expected: headline, expects, language, files: sources });
  }
  if (untried.size > 0)
    warn(
      `Submissions in ${[...untried].map((folder) => `submissions/${shownPath(folder)}/`).join(', ')} are not tried: nothing says what they do. Name their folder as the format does, or say permitted and required in submissions/submissions.yaml.`,
    );
  return read;
}

/** Each submission with its files. */
function programsOf(files: PackageFiles): ReadonlyMap<string, readonly string[]> {
  const programs = new Map<string, string[]>();
  for (const path of files.paths) {
    const [top, folder = '', program] = path.split('/');
    if (top !== 'submissions' || program === undefined || /^readme(\.|$)/i.test(program)) continue;
    const key = `submissions/${folder}/${program}`;
    programs.set(key, [...(programs.get(key) ?? []), path]);
  }
  return programs;
}

/** A program's own name is more specific than a pattern of names, and that than a folder. */
function specificity(pattern: string): number {
  return (pattern.includes('/') ? 2 : 0) + (pattern.includes('*') ? 0 : 1);
}

/** Codes of the format's table of languages that are others here. */
const FORMAT_CODES: Readonly<Record<string, string>> = { cpp: 'cpp17', lisp: 'commonlisp', python3numpy: 'python3' };

/** About which of several keys counts the format says nothing: here the most specific does, then the later. */
function declaredLanguage(rules: readonly Rule[], path: string): string | null {
  const matching = rules
    .filter((rule) => matchesSubmission(rule, path))
    .toSorted((a, b) => specificity(a.pattern) - specificity(b.pattern));
  const written = matching.findLast(({ language }) => language !== null)?.language ?? null;
  return written !== null && Object.hasOwn(FORMAT_CODES, written) ? (FORMAT_CODES[written] ?? null) : written;
}

/**
 * By the ending of the first file that has a known one. Dialects that share one are told apart by their id in the path
 * (`sum_cpp20.cpp`). A program for Python 2, which nobody has any more, is in no language.
 */
function languageOf(paths: readonly string[], sources: readonly { readonly content: string }[]): string | null {
  for (const [index, path] of paths.entries()) {
    const languages = languagesOfFile(path);
    const [first] = languages;
    if (first === undefined) continue;
    if (first === 'python3' && /^#!.*python2/.test(sources[index]?.content ?? '')) return null;
    return languages.find((id) => path.includes(id)) ?? first;
  }
  return null;
}
