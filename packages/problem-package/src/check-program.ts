import { DocketError } from '@docket/contracts/errors';
import { shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { checkProtocols } from './types.ts';
import type { CheckProgram, CheckProtocol } from './types.ts';
import { decodeText } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';

export type ValidatorFolder = 'output_validator' | 'output_validators';

/** The format asks for C, C++ and Python; older packages may use any language of theirs, and some use the JVM's. */
const LANGUAGES: Readonly<Record<string, string>> = {
  c: 'c',
  cpp: 'cpp17',
  cc: 'cpp17',
  cxx: 'cpp17',
  'c++': 'cpp17',
  java: 'java',
  kt: 'kotlin',
  py: 'python3',
  py3: 'python3',
};

/** Files that come with a program and are not programs themselves. */
const COMPANIONS = new Set(['h', 'hpp', 'hh', 'txt', 'md', 'json', 'dat']);
const SCRIPT = /\/(?:build|run)$/;
const MAX_FILES = 20;
const MAX_BYTES = 2 * 1024 * 1024;

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

/**
 * Reads the program that decides over outputs: `output_validator/` holds the files of one program, `output_validators/`
 * of older packages one file or one folder of files. Scripts that build and start it are not run: its sources are compiled as others are.
 */
export async function readCheckProgram(
  files: PackageFiles,
  top: ValidatorFolder,
  own: YamlMap | null,
  warn: (text: string) => void,
): Promise<{ program: CheckProgram; protocol: CheckProtocol }> {
  const all = files.paths.filter((path) => path.startsWith(`${top}/`));
  const paths = all.filter((path) => !SCRIPT.test(path));
  const folder =
    top === 'output_validators' || all.every((path) => path.split('/').length > 2) ? onlyProgram(all, top) : top;
  const script = all.find((path) => SCRIPT.test(path));
  if (script !== undefined)
    warn(`${shownPath(script)} is not run: the sources beside it are compiled as is usual for their language.`);
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
  return { program: { path: main, language, files: read }, protocol: readProtocol(read, own, warn) };
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
  const found = new Set<string>();
  for (const path of sources) {
    const language = LANGUAGES[endingOf(path)];
    if (language !== undefined) found.add(language);
    else if (!COMPANIONS.has(endingOf(path)))
      throw new DocketError(
        'package_unsupported',
        `${shownPath(path)}: a validator in this language cannot be used here. Write it in C, C++ or Python, and leave out what only its own scripts can build.`,
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
  const main = programs.find((path) => /\/(?:main|__main__)\.[^./]+$/i.test(path)) ?? first;
  if (main === undefined) throw new RangeError('no source of that language');
  if (language === 'python3' && programs.length > 1 && !/\/(?:main|__main__)\.py$/.test(main))
    throw new DocketError(
      'package_invalid',
      `${shownPath(main)} is one of ${programs.length} Python files. Name the one to start main.py.`,
    );
  return main;
}

function readProtocol(
  sources: readonly { readonly name: string; readonly content: string }[],
  own: YamlMap | null,
  warn: (text: string) => void,
): CheckProtocol {
  const written = own?.text('checker') ?? null;
  if (own !== null && written !== null) {
    const known = checkProtocols.find((protocol) => protocol === written);
    if (known === undefined)
      throw own.fault(`checker must be one of ${checkProtocols.join(', ')}, not "${written.slice(0, 40)}".`);
    return known;
  }
  const header = sources.find(({ name }) => name.split('/').at(-1) === 'testlib.h');
  if (header === undefined) return 'kattis';
  const accepts = acceptingStatus(sources);
  if (accepts === 42) return 'kattis';
  if (accepts === null) {
    warn(
      `${header.name} does not say which exit status accepts (OK_EXIT_CODE), so the program is called as the format has it (input, answer, feedback folder; 42 accepts, 43 rejects). If it is testlib's, set "checker: testlib" in docket.yaml.`,
    );
    return 'kattis';
  }
  warn(
    `${header.name} is there and answers as testlib does, so the program is called as testlib's checkers are (input, output, answer; exit status 0 to 7). If that is wrong, set "checker: kattis" in docket.yaml.`,
  );
  return 'testlib';
}

/**
 * The exit status by which the program accepts an output. testlib names its own by macros, `OK_EXIT_CODE` for that. Its own is 0; copies that were
 * made for this format say 42, and take their arguments in its order. Null where nothing says it: then it is not the testlib that we know.
 */
function acceptingStatus(sources: readonly { readonly content: string }[]): 0 | 42 | null {
  const says = (status: string): boolean =>
    sources.some(({ content }) =>
      new RegExp(
        String.raw`^[ \t]*(?:#[ \t]*define[ \t]+OK_EXIT_CODE[ \t]+\(?${status}\b|(?:const(?:expr)?[ \t]+)?int[ \t]+OK_EXIT_CODE[ \t]*=[ \t]*${status}\b)`,
        'm',
      ).test(content),
    );
  if (says('42')) return 42;
  return says('0') ? 0 : null;
}
