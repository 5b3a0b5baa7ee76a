import { DocketError } from '@docket/contracts/errors';
import { mebibytes } from './files.ts';
import type { PackageFiles } from './files.ts';
import type { IncludedFiles } from './types.ts';
import { decodeText } from './yaml-map.ts';

/** All of it goes along with every submission to its compiler. */
const MOST_BYTES = 256 * 1024;
const MOST_FILES = 50;

/**
 * Files that are put beside every submission, or beside those in a language ("Included files"): `include/<code>/`, and
 * `include/default/` for languages that have no folder of their own.
 */
export async function readIncluded(files: PackageFiles): Promise<readonly IncludedFiles[]> {
  const byCode = new Map<string, { name: string; content: string }[]>();
  let bytes = 0;
  const paths = files.paths.filter((path) => path.startsWith('include/'));
  if (paths.length > MOST_FILES)
    throw new DocketError('package_invalid', `include/ has ${paths.length} files; at most ${MOST_FILES} are taken.`);
  for (const path of paths) {
    const [, code = '', ...name] = path.split('/');
    if (name.length === 0)
      throw new DocketError(
        'package_invalid',
        `${path} lies beside the folders of languages. Put it into include/default/.`,
      );
    const content = await files.read(path);
    bytes += content.length;
    if (bytes > MOST_BYTES)
      throw new DocketError('package_too_large', `include/ has more than ${mebibytes(MOST_BYTES)} of code.`);
    const list = byCode.get(code) ?? [];
    list.push({ name: name.join('/'), content: decodeText(content, path) });
    byCode.set(code, list);
  }
  return [...byCode].map(([code, included]) => ({ code, files: included }));
}

/** Languages here that go by one code in the format's table. */
const DIALECTS: Readonly<Record<string, readonly string[]>> = {
  cpp: ['cpp17', 'cpp20', 'cpp23'],
  python3: ['python3', 'pypy3'],
  lisp: ['commonlisp'],
};

/** Codes of the format's table that are several languages here. */
export const DIALECT_CODES: readonly string[] = Object.keys(DIALECTS).filter(
  (code) => (DIALECTS[code] ?? []).length > 1,
);

/** Those languages. */
export function dialectsOf(code: string): readonly string[] {
  return DIALECTS[code] ?? [];
}

/** Languages here that a code of the format's table stands for. */
export function idsOfCode(code: string): readonly string[] {
  return DIALECTS[code] ?? [code];
}

/** What a submission in a language is compiled with: its own files, those of the package in place of any of the same name. */
export function withIncluded<File extends { readonly name: string; readonly content: string }>(
  submitted: readonly File[],
  language: string,
  included: readonly IncludedFiles[] | undefined,
): readonly (File | IncludedFiles['files'][number])[] {
  if (included === undefined) return submitted;
  const own = included.find(({ code }) => code === language || idsOfCode(code).includes(language));
  const added = (own ?? included.find(({ code }) => code === 'default'))?.files ?? [];
  return [...submitted.filter(({ name }) => !added.some((file) => file.name === name)), ...added];
}
