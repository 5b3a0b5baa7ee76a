import type { Constants } from './constants.ts';
import { comparePaths, type PackageFiles } from './files.ts';
import type { Pictures } from './pictures.ts';
import { readText } from './statement.ts';
import type { PackageHelp } from './types.ts';

/** More hints than this are a second statement. */
const MOST_HINTS = 20;

/** Files of statements are for everybody; a picture of an editorial would give it away. */
const NO_PICTURES: Pictures = { place: () => null, files: async () => [] };

/**
 * Reads the help that a package has for solvers: `solution/solution.<language>.md` or `.tex` ("Solution" in version 2025-09 of the format, taken of all versions
 * here), and `hints/<number>.<language>.md` or `.tex`, which are ours. Without a language it is English. Hints are numbered anew, in their order.
 */
export async function readHelp(
  files: PackageFiles,
  constants: Constants,
  warn: (text: string) => void,
): Promise<readonly PackageHelp[]> {
  const help: PackageHelp[] = [];
  const numbers: number[] = [];
  for (const path of [...files.paths].sort(comparePaths)) {
    const match = /^(solution\/solution|hints\/(\d{1,3}))(?:\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?))?\.(md|tex)$/.exec(
      path,
    );
    if (match === null) {
      if (/^(hints|solution)\//.test(path)) warn(`${path} is left out: help is ${NAMES}.`);
      continue;
    }
    const [, , number, language = 'en', ending] = match;
    const kind = ending === 'md' ? 'md' : 'tex';
    const read = await readText(files, { path, kind }, { constants, pictures: NO_PICTURES, warn });
    if (read === null || read.markdown.trim() === '') continue;
    const ordinal = number === undefined ? 1 : Number(number);
    const one = {
      kind: number === undefined ? 'editorial' : 'hint',
      ordinal,
      language,
      markdown: read.markdown,
    } as const;
    // Markdown comes first by path, and is taken before LaTeX.
    if (help.some((other) => other.kind === one.kind && other.ordinal === ordinal && other.language === language))
      continue;
    if (number !== undefined && !numbers.includes(ordinal)) numbers.push(ordinal);
    help.push(one);
  }
  const order = numbers.toSorted((a, b) => a - b).slice(0, MOST_HINTS);
  if (numbers.length > order.length) warn(`There are ${numbers.length} hints; the first ${MOST_HINTS} are taken.`);
  return help.flatMap((one) => {
    if (one.kind === 'editorial') return [one];
    const at = order.indexOf(one.ordinal);
    return at === -1 ? [] : [{ ...one, ordinal: at + 1 }];
  });
}

const NAMES = 'solution/solution.<language>.md or .tex, and hints/<number>.<language>.md or .tex';
