import { DocketError } from '@docket/contracts/errors';
import type { PackageCaps } from './types.ts';

/** The files of one package, wherever they lie. Paths are relative to the folder that holds `problem.yaml`, sorted. */
export type PackageFiles = {
  /** Name of the folder or archive, from which a slug can be made; null when unknown. */
  readonly name: string | null;
  readonly paths: readonly string[];
  /** Is told what a file says that is forgiven, one sentence each; nobody is where it is missing. */
  readonly warn?: (text: string) => void;
  /** Reads a listed file whole. Throws `package_too_large` or `package_invalid`, naming the file. */
  read(path: string): Promise<Uint8Array>;
};

/** What marks the folder of a package: that of the format, of Polygon, of DOMjudge. The first that is there counts. */
export const PACKAGE_MARKS = ['problem.yaml', 'problem.xml', 'domjudge-problem.ini'] as const;

/** The folder that holds the package: the top itself, or the one folder around everything. Null when it is neither. */
export function packageRoot(
  paths: readonly string[],
): { readonly prefix: string; readonly name: string | null } | null {
  const marks = (prefix: string): boolean => PACKAGE_MARKS.some((mark) => paths.includes(`${prefix}${mark}`));
  if (marks('')) return { prefix: '', name: null };
  const first = paths[0]?.split('/')[0] ?? '';
  const wrapped = paths.length > 0 && paths.every((path) => path.startsWith(`${first}/`));
  return wrapped && marks(`${first}/`) ? { prefix: `${first}/`, name: first } : null;
}

/** The same files with some that are written anew: `texts` by path, in place of what is there or beside it. */
export function withTexts(files: PackageFiles, texts: ReadonlyMap<string, string>): PackageFiles {
  return {
    ...files,
    paths: [...new Set([...files.paths, ...texts.keys()])].sort(comparePaths),
    read(path) {
      const text = texts.get(path);
      return text === undefined ? files.read(path) : Promise.resolve(Buffer.from(text));
    },
  };
}

const UNIT_MIB = 1024 * 1024;

/** Bytes as a person reads them. */
export function mebibytes(bytes: number): string {
  return `${Number((bytes / UNIT_MIB).toFixed(1))} MiB`;
}

/** A file name as it may stand in a message: short, and without characters that could disturb a terminal or a page. */
export function shownPath(path: string): string {
  const safe = path.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return safe.length > 120 ? `${safe.slice(0, 117)}...` : safe;
}

/**
 * Refuses a path that could leave the package's folder on any system.
 * Returns its segments; a trailing slash (a folder's own entry) is allowed.
 */
export function safeSegments(path: string): readonly string[] {
  const refuse = (why: string): never => {
    throw new DocketError(
      'package_unsafe_path',
      `The entry "${shownPath(path)}" ${why}. Pack the problem's folder again so that every path is relative to it.`,
    );
  };
  if (path.includes('\0')) return refuse('has a NUL character in its name');
  if (path.includes('\\')) return refuse('has a backslash in its name; archives separate folders with a forward slash');
  if (path.startsWith('/')) return refuse('is an absolute path');
  if (/^[a-z]:/i.test(path)) return refuse('starts with a drive letter');
  if (path.length > 1000) return refuse('has a path of more than 1000 characters');
  const segments = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  if (segments.includes('..')) return refuse('leaves the folder with ".."');
  if (segments.some((s) => s === '' || s === '.')) return refuse('has an empty or "." folder in its path');
  return segments;
}

/** Files that tools leave behind. The format says to treat what begins with a dot as if it were not there. */
export function isIgnored(segments: readonly string[]): boolean {
  // DOMjudge writes the time limit into a file of this name.
  if (segments.at(-1) === '.timelimit') return false;
  // Polygon keeps statements that it has set in a folder of this name.
  if (segments.at(-3) === '.pdf' && segments.at(-4) === 'statements') return segments.length > 5;
  return segments.some((s) => s.startsWith('.') || s === '__MACOSX' || s === 'Thumbs.db');
}

/** Counts what is unpacked, and stops at the caps. `packedBytes` is null when nothing is compressed. */
export type ReadBudget = {
  /** The most bytes the next file may have. */
  room(): number;
  take(path: string, bytes: number): void;
  /** What to say of a file that needs more than `room()`. */
  tooLarge(path: string): DocketError;
};

export function createReadBudget(caps: PackageCaps, packedBytes: number | null): ReadBudget {
  const byRatio = packedBytes === null ? Infinity : Math.max(caps.ratioFreeBytes, packedBytes * caps.ratio);
  const total = Math.min(caps.totalBytes, byRatio);
  let taken = 0;
  const room = (): number => Math.min(caps.fileBytes, total - taken);
  const tooLarge = (path: string): DocketError => {
    const name = shownPath(path);
    if (caps.fileBytes <= total - taken) {
      return new DocketError(
        'package_too_large',
        `${name} unpacks to more than ${mebibytes(caps.fileBytes)}. Make this file smaller.`,
      );
    }
    if (byRatio < caps.totalBytes) {
      return new DocketError(
        'package_too_large',
        `At ${name} the package unpacks to more than ${caps.ratio} times its packed size. Shrink the tests, or pack them without compression.`,
      );
    }
    return new DocketError(
      'package_too_large',
      `At ${name} the package unpacks to more than ${mebibytes(total)} in all. Remove or shrink tests.`,
    );
  };
  return {
    room,
    tooLarge,
    take(path, bytes) {
      if (bytes > room()) throw tooLarge(path);
      taken += bytes;
    },
  };
}

/** Refuses a package with more entries than the cap. */
export function checkEntryCount(count: number, caps: PackageCaps): void {
  if (count > caps.files) {
    throw new DocketError(
      'package_too_many_files',
      `The package has ${count === Infinity ? 'too many' : count.toLocaleString('en')} entries; at most ${caps.files.toLocaleString('en')} are accepted. Remove generated files and version control folders.`,
    );
  }
}

/** Lexicographic by path segment, by code unit, as the format orders tests: `10` comes before `2`. */
export function comparePaths(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  for (let i = 0; i < left.length && i < right.length; i++) {
    const x = left[i] ?? '';
    const y = right[i] ?? '';
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
