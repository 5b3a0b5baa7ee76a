import { comparePaths, mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import type { Constants } from './constants.ts';
import { latexToMarkdown } from './latex.ts';
import { createPictures } from './pictures.ts';
import type { Pictures } from './pictures.ts';
import type { PackageFile, PackageStatement } from './types.ts';
import { decodeText } from './yaml-map.ts';

const STATEMENT_BYTES = 1024 * 1024;
const PDF_BYTES = 16 * 1024 * 1024;

export type ReadStatements = {
  /** The one to begin with first: English before others, Markdown before LaTeX, text before PDF. */
  readonly statements: readonly PackageStatement[];
  /** Pictures that the texts show, and the PDFs. */
  readonly files: readonly PackageFile[];
};

type TextFile = { readonly path: string; readonly kind: Kind };
type Found = TextFile & { readonly language: string };
const KINDS = ['md', 'tex', 'pdf'] as const;
type Kind = (typeof KINDS)[number] | 'txt';

/**
 * Reads the statements in all languages. Folders are those of both versions of the format, and `problem.pdf` and `problem.txt` at the top
 * as DOMjudge has them. A language that has text and a PDF keeps both. A package without any is read, with a warning.
 */
export async function readStatements(
  files: PackageFiles,
  constants: Constants,
  warn: (text: string) => void,
): Promise<ReadStatements> {
  const pictures = createPictures(files, warn);
  const byLanguage = Map.groupBy(findStatements(files), ({ language }) => language);
  const ranked: { statement: PackageStatement; rank: number }[] = [];
  const pdfs: PackageFile[] = [];
  for (const [language, found] of byLanguage) {
    const pdf = found.find(({ kind }) => kind === 'pdf');
    const text = found.filter(({ kind }) => kind !== 'pdf').sort((a, b) => rankOf(a) - rankOf(b))[0];
    const file = pdf === undefined ? null : await readPdf(files, pdf.path, warn);
    if (file !== null) pdfs.push(file);
    const read = text === undefined ? null : await readText(files, text, { constants, pictures, warn });
    if (read === null && file === null) continue;
    ranked.push({
      statement: { language, name: read?.name ?? null, markdown: read?.markdown ?? null, pdf: file?.name ?? null },
      rank: (language === 'en' || language.startsWith('en-') ? 0 : 10) + (text === undefined ? 9 : rankOf(text)),
    });
  }
  if (ranked.length === 0) warn('There is no statement. Add statement/problem.en.md, or say where it is to be had.');
  ranked.sort((a, b) => a.rank - b.rank || (a.statement.language < b.statement.language ? -1 : 1));
  return { statements: ranked.map(({ statement }) => statement), files: [...(await pictures.files()), ...pdfs] };
}

function rankOf({ kind }: Found): number {
  return kind === 'txt' ? KINDS.length : KINDS.indexOf(kind);
}

function findStatements(files: PackageFiles): readonly Found[] {
  const found: Found[] = [];
  for (const path of [...files.paths].sort(comparePaths)) {
    const match =
      /^(?:statement|problem_statement)\/problem(?:\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?))?\.(md|tex|pdf|txt)$/.exec(
        path,
      ) ?? /^problem()\.(pdf|txt)$/.exec(path);
    if (match === null) continue;
    const kind = [...KINDS, 'txt' as const].find((known) => known === match[2]);
    if (kind !== undefined) found.push({ path, language: match[1] || 'en', kind });
  }
  return found;
}

type Reading = {
  readonly constants: Constants;
  readonly pictures: Pictures;
  readonly warn: (text: string) => void;
};

/** One text as Markdown; null where it is too large. What cannot be shown of it is left out with a warning. */
export async function readText(
  files: PackageFiles,
  { path, kind }: TextFile,
  { constants, pictures, warn }: Reading,
): Promise<{ markdown: string; name: string | null } | null> {
  const bytes = await files.read(path);
  if (bytes.length > STATEMENT_BYTES) {
    warn(`${path} is larger than ${mebibytes(STATEMENT_BYTES)} and was left out.`);
    return null;
  }
  const text = decodeText(bytes, path).replaceAll('\r\n', '\n');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const place = (target: string): string | null => pictures.place(folder, target);
  if (kind === 'txt') return { markdown: `\`\`\`\n${text.replaceAll('```', "'''").trim()}\n\`\`\`\n`, name: null };
  const dropped: string[] = [];
  const read =
    kind === 'md' ? { markdown: placed(text, place, dropped), name: null } : convert(text, constants, place, dropped);
  for (const what of dropped.slice(0, 20)) warn(`${path}: ${what} was left out of the text.`);
  return read;
}

function convert(
  text: string,
  constants: Constants,
  place: (target: string) => string | null,
  dropped: string[],
): { markdown: string; name: string | null } {
  const values = new Map([...constants].map(([name, { latex }]) => [name, latex]));
  const { markdown, name, dropped: left } = latexToMarkdown(text, values, place);
  dropped.push(...left);
  return { markdown, name };
}

/** Markdown whose pictures are named as the package's files are; others are left out. Repetitions are bounded, so that no text makes the matching slow. */
function placed(text: string, place: (target: string) => string | null, dropped: string[]): string {
  const cleaned = text
    .replaceAll(/\{\{ ?(nextsample|remainingsamples) ?\}\}/g, '')
    .replaceAll(
      /!\[([^\]\n]{0,300})\]\(([^)\n]{0,500})\)(?:\{[^}\n]{0,200}\})?/g,
      (_all, alt: string, written: string) => {
        const target =
          written
            .trim()
            .split(' ')[0]
            ?.replace(/^<(.*)>$/, '$1') ?? '';
        const file = place(target);
        if (file !== null) return `![${alt}](<${file}>)`;
        dropped.push(`the picture ${shownPath(target)}`);
        return alt === '' ? '' : `*${alt}*`;
      },
    );
  return `${cleaned.trim()}\n`;
}

async function readPdf(files: PackageFiles, path: string, warn: (text: string) => void): Promise<PackageFile | null> {
  const bytes = await files.read(path);
  if (bytes.length > PDF_BYTES) {
    warn(`${path} is larger than ${mebibytes(PDF_BYTES)} and was left out.`);
    return null;
  }
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length)).includes('%PDF-')) {
    warn(`${path} is no PDF and was left out.`);
    return null;
  }
  return { name: path, kind: 'statement', mediaType: 'application/pdf', bytes };
}
