import { decodeText, readYaml } from './yaml-map.ts';
import type { PackageFiles } from './files.ts';
import type { ExpectedVerdict, PackageSubmission } from './types.ts';

/** Folders below `submissions/` and what their programs must get. The last three are ours: the format has no name for them. */
const FOLDERS: Readonly<Record<string, ExpectedVerdict>> = {
  accepted: 'AC',
  wrong_answer: 'WA',
  time_limit_exceeded: 'TLE',
  run_time_error: 'RE',
  memory_limit_exceeded: 'MLE',
  output_limit_exceeded: 'OLE',
  compile_error: 'CE',
};

/** Language by file ending. A C++ file is C++17 unless `cpp20` stands in its path or submissions.yaml says otherwise. */
const ENDINGS: Readonly<Record<string, string>> = {
  c: 'c',
  cpp: 'cpp17',
  cc: 'cpp17',
  cxx: 'cpp17',
  py: 'python3',
  py3: 'python3',
  js: 'javascript',
  mjs: 'javascript',
  ts: 'typescript',
  java: 'java',
};

/**
 * Reads the sample submissions: a file, or a folder of files, directly below a folder that names the verdict.
 * Folders of other names are left out. `language` of submissions.yaml overrides the ending.
 */
export async function readSubmissions(files: PackageFiles): Promise<readonly PackageSubmission[]> {
  const languages = await declaredLanguages(files);
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
      read.push({ path, expected, language: languages.get(path) ?? languageOf(paths), files: sources });
  }
  return read;
}

async function declaredLanguages(files: PackageFiles): Promise<ReadonlyMap<string, string>> {
  const languages = new Map<string, string>();
  if (!files.paths.includes('submissions/submissions.yaml')) return languages;
  const yaml = await readYaml(files, 'submissions/submissions.yaml');
  for (const key of yaml.keys()) {
    const language = typeof yaml.get(key) === 'object' ? (yaml.map(key)?.text('language') ?? null) : null;
    if (language !== null) languages.set(`submissions/${key}`, language);
  }
  return languages;
}

function languageOf(paths: readonly string[]): string | null {
  for (const path of paths) {
    const language = ENDINGS[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
    if (language === 'cpp17' && path.includes('cpp20')) return 'cpp20';
    if (language !== undefined) return language;
  }
  return null;
}
