import { comparePaths, mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import type { PackageInteraction } from './types.ts';

/** More of one is not for reading on a page, and more of all together is no sample. */
export const FILE_BYTES = 64 * 1024;
export const TOTAL_BYTES = 1024 * 1024;

type Line = PackageInteraction['passes'][number][number];

/**
 * Reads the conversations that a statement shows: `.interaction` files below `data/sample`, of problems that are interactive or multi-pass.
 * Lines that begin with `<` are what the program reads, those with `>` what it writes; `---` stands between two passes ("Samples shown in the
 * problem statement" of 2025-09, "Interactive Problems" of the legacy format). One without a test of its name is shown as well.
 * Nothing is judged by them, so one that cannot be read is left out, and `warn` is told why.
 */
export async function readInteractions(
  files: PackageFiles,
  problem: {
    readonly interactive: boolean;
    readonly passes: number;
    readonly warn: (text: string) => void;
  },
): Promise<readonly PackageInteraction[]> {
  const { warn } = problem;
  const paths = files.paths.filter((path) => /^data\/sample\/.+\.interaction$/.test(path)).toSorted(comparePaths);
  const [first] = paths;
  if (first === undefined) return [];
  if (!problem.interactive && problem.passes === 1) {
    warn(`${shownPath(first)}: only interactive and multi-pass problems have conversations; it is not shown.`);
    return [];
  }
  const read: PackageInteraction[] = [];
  let total = 0;
  for (const path of paths) {
    const leave = (why: string): void => warn(`${shownPath(path)} ${why}: it is not shown.`);
    const bytes = await files.read(path);
    total += bytes.length;
    if (bytes.length > FILE_BYTES || total > TOTAL_BYTES) {
      leave(`is too long (${mebibytes(FILE_BYTES)} each, ${mebibytes(TOTAL_BYTES)} together)`);
      continue;
    }
    const passes = readPasses(textOf(bytes), problem.passes > 1);
    if (typeof passes === 'string') leave(passes);
    else read.push({ name: path.slice('data/'.length, -'.interaction'.length), passes });
    warnBeside(files, path, warn);
  }
  return read;
}

/** Null where it is no UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The passes of a file, or what is wrong with it. */
function readPasses(text: string | null, several: boolean): PackageInteraction['passes'] | string {
  if (text === null || text.includes('\0')) return 'is no UTF-8 text';
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  while (lines.at(-1) === '') lines.pop();
  // Many write a blank after the sign; then it belongs to the sign.
  const spaced = lines.every((line) => /^(?:[<>](?: |$)|---$)/.test(line));
  const passes: Line[][] = [[]];
  for (const [index, line] of lines.entries()) {
    const speaker = line.startsWith('<') ? 'judge' : line.startsWith('>') ? 'program' : undefined;
    if (speaker !== undefined) passes.at(-1)?.push({ speaker, text: line.slice(spaced ? 2 : 1) });
    else if (line === '---' && several) passes.push([]);
    else if (line === '---')
      return `has the line --- (line ${index + 1}), which stands between passes, and there is only one`;
    else return `has a line that begins with neither < nor > (line ${index + 1})`;
  }
  return passes.some((pass) => pass.length === 0) ? 'has a pass in which nothing is said' : passes;
}

/** The format allows one way to say what is shown. */
function warnBeside(files: PackageFiles, path: string, warn: (text: string) => void): void {
  const base = path.slice(0, -'.interaction'.length);
  const other = ['.in.statement', '.ans.statement', '.out']
    .map((ending) => `${base}${ending}`)
    .find((one) => files.paths.includes(one));
  if (other !== undefined) warn(`${shownPath(other)} must not be there beside ${shownPath(path)}, which is shown.`);
}
