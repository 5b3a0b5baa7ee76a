import { languagesOfFile } from '@docket/contracts/judge/source-endings';
import { decodeText, readYaml, type YamlMap } from './yaml-map.ts';
import type { PackageFiles } from './files.ts';
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
    if (expected !== undefined)
      read.push({
        path,
        expected,
        language: declared.get(path)?.language ?? languageOf(paths),
        score: declared.get(path)?.score ?? null,
        files: sources,
      });
  }
  return read;
}

type Declared = { readonly language: string | null; readonly score: readonly [number, number] | null };

async function readDeclared(files: PackageFiles): Promise<ReadonlyMap<string, Declared>> {
  const declared = new Map<string, Declared>();
  if (!files.paths.includes('submissions/submissions.yaml')) return declared;
  const yaml = await readYaml(files, 'submissions/submissions.yaml');
  for (const key of yaml.keys()) {
    const own = typeof yaml.get(key) === 'object' ? yaml.map(key) : null;
    if (own === null) continue;
    declared.set(`submissions/${key}`, { language: own.text('language'), score: promisedScore(own, key) });
  }
  return declared;
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
