import { DocketError } from '@docket/contracts/errors';
import { shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { checkProtocols } from './types.ts';
import type { CheckProgram, CheckProtocol } from './types.ts';
import { decodeText } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  c: 'c',
  cpp: 'cpp17',
  cc: 'cpp17',
  cxx: 'cpp17',
  py: 'python3',
};

/** Files that come with a program and are not programs themselves. */
const COMPANIONS = new Set(['h', 'hpp', 'hh', 'txt', 'md', 'json', 'dat']);
const MAX_FILES = 20;
const MAX_BYTES = 2 * 1024 * 1024;

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

/**
 * Reads the program that decides over outputs: `output_validator/` holds the files of one program, `output_validators/`
 * of older packages one file or one folder of files. C, C++ and Python.
 */
export async function readCheckProgram(
  files: PackageFiles,
  legacy: boolean,
  own: YamlMap | null,
  warn: (text: string) => void,
): Promise<{ program: CheckProgram; protocol: CheckProtocol }> {
  const top = legacy ? 'output_validators' : 'output_validator';
  const paths = files.paths.filter((path) => path.startsWith(`${top}/`));
  const folder = legacy ? onlyProgram(paths, top) : top;
  // A single file of an older package is a program by itself.
  const sources = paths.includes(folder) ? [folder] : paths.filter((path) => path.startsWith(`${folder}/`));
  const language = languageOf(sources, folder);
  const main = mainOf(sources, language);
  const base = paths.includes(folder) ? top : folder;
  const read: { name: string; content: string }[] = [];
  let bytes = 0;
  if (sources.length > MAX_FILES)
    throw new DocketError('package_invalid', `${folder}/ has ${sources.length} files; at most ${MAX_FILES} are taken.`);
  // The one to start comes first.
  for (const path of [main, ...sources.filter((source) => source !== main)]) {
    const content = await files.read(path);
    bytes += content.length;
    if (bytes > MAX_BYTES)
      throw new DocketError('package_too_large', `${folder}/ has more than ${MAX_BYTES / 1024 / 1024} MiB of sources.`);
    read.push({ name: path.slice(base.length + 1), content: decodeText(content, path) });
  }
  return { program: { path: main, language, files: read }, protocol: readProtocol(sources, own, warn) };
}

function onlyProgram(paths: readonly string[], top: string): string {
  const programs = new Set(paths.map((path) => path.split('/').slice(0, 2).join('/')));
  const [first, ...more] = programs;
  if (first === undefined)
    throw new DocketError(
      'package_invalid',
      `problem.yaml says validation: custom, but there is no program in ${top}/. Add one, or say validation: default.`,
    );
  if (more.length > 0)
    throw new DocketError(
      'package_unsupported',
      `${top}/ holds ${more.length + 1} programs (${[...programs].map(shownPath).join(', ')}); one decides here. Put the files of one program into one folder and remove the others.`,
    );
  return first;
}

function languageOf(sources: readonly string[], folder: string): string {
  const script = sources.find((path) => /\/(build|run)$/.test(path));
  if (script !== undefined)
    throw new DocketError(
      'package_unsupported',
      `${shownPath(script)}: programs with scripts of their own are not started here. Give the sources in C, C++ or Python.`,
    );
  const found = new Set<string>();
  for (const path of sources) {
    const language = LANGUAGES[endingOf(path)];
    if (language !== undefined) found.add(language);
    else if (!COMPANIONS.has(endingOf(path)))
      throw new DocketError(
        'package_unsupported',
        `${shownPath(path)}: a validator in this language cannot be used here. Write it in C, C++ or Python.`,
      );
  }
  const [language, ...more] = found;
  if (language === undefined)
    throw new DocketError(
      'package_invalid',
      `${folder}/ holds no program. Add one in C, C++ or Python, or remove the folder.`,
    );
  if (more.length > 0)
    throw new DocketError('package_invalid', `${folder}/ mixes languages. Keep the files of one program only.`);
  return language;
}

function mainOf(sources: readonly string[], language: string): string {
  const programs = sources.filter((path) => LANGUAGES[endingOf(path)] === language);
  const [first] = programs;
  const main = programs.find((path) => /\/main\.[^./]+$/.test(path)) ?? first;
  if (main === undefined) throw new RangeError('no source of that language');
  if (language === 'python3' && programs.length > 1 && !main.endsWith('/main.py'))
    throw new DocketError(
      'package_invalid',
      `${shownPath(main)} is one of ${programs.length} Python files. Name the one to start main.py.`,
    );
  return main;
}

function readProtocol(sources: readonly string[], own: YamlMap | null, warn: (text: string) => void): CheckProtocol {
  const written = own?.text('checker') ?? null;
  if (own !== null && written !== null) {
    const known = checkProtocols.find((protocol) => protocol === written);
    if (known === undefined)
      throw own.fault(`checker must be one of ${checkProtocols.join(', ')}, not "${written.slice(0, 40)}".`);
    return known;
  }
  const header = sources.find((path) => path.endsWith('/testlib.h'));
  if (header === undefined) return 'kattis';
  warn(
    `${header} is there, so the program is called as testlib's checkers are (input, output, answer; exit status 0 to 7). If it answers with 42 and 43, set "checker: kattis" in docket.yaml.`,
  );
  return 'testlib';
}
