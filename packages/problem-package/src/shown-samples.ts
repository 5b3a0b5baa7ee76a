import { comparePaths, mebibytes, shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { FILE_BYTES, TOTAL_BYTES, textOf } from './interactions.ts';
import type { PackageShownSample, PackageTest } from './types.ts';

/**
 * Reads what statements show in place of a sample's files: `.in.statement` for its input; for its answer `.ans.statement`, otherwise `.out`
 * ("Samples shown in the problem statement" of 2025-09). A sample without a test is shown, too, where both halves are there as `.statement`.
 * Nothing is judged by them, so one that cannot be read is left out, and `warn` is told why.
 */
export async function readShownSamples(
  files: PackageFiles,
  problem: {
    readonly tests: readonly PackageTest[];
    /** What the files of samples hold is the judge's own. */
    readonly hidesSamples: boolean;
    readonly warn: (text: string) => void;
  },
): Promise<readonly PackageShownSample[]> {
  const { warn, hidesSamples } = problem;
  warnDownloads(files, warn);
  const present = new Set(files.paths);
  const tested = new Set(problem.tests.map(({ name }) => name));
  const found = files.paths.flatMap(
    (path) => /^data\/(sample\/.+)\.(?:in\.statement|ans\.statement|out)$/.exec(path)?.[1] ?? [],
  );
  const read: PackageShownSample[] = [];
  let total = 0;
  const readText = async (path: string | undefined): Promise<string | null> => {
    if (path === undefined) return null;
    const bytes = await files.read(path);
    total += bytes.length;
    const isLong = bytes.length > FILE_BYTES || total > TOTAL_BYTES;
    const text = isLong ? null : textOf(bytes);
    if (isLong)
      warn(
        `${shownPath(path)} is too long (${mebibytes(FILE_BYTES)} each, ${mebibytes(TOTAL_BYTES)} together): it is not shown.`,
      );
    else if (text === null || text.includes('\0')) warn(`${shownPath(path)} is no UTF-8 text: it is not shown.`);
    return text === null || text.includes('\0') ? null : text.replaceAll('\r\n', '\n');
  };
  for (const name of [...new Set(found)].toSorted(comparePaths)) {
    // Beside a conversation, these are told of with it.
    if (present.has(`data/${name}.interaction`)) continue;
    const one = (...endings: string[]) =>
      endings.map((ending) => `data/${name}${ending}`).find((path) => present.has(path));
    const standsAlone = !tested.has(name);
    const paths = {
      input: one('.in.statement'),
      answer: standsAlone ? one('.ans.statement') : one('.ans.statement', '.out'),
    };
    const input = await readText(paths.input);
    const answer = await readText(paths.answer);
    if ((standsAlone || hidesSamples) && (input === null || answer === null)) {
      const why = hidesSamples ? 'the files of interactive samples are not shown' : 'there is no test of that name';
      warn(`data/${shownPath(name)}: ${why}, so it is shown only with both an .in.statement and an .ans.statement.`);
    } else if (input !== null || answer !== null) {
      read.push({ name, input, answer });
    }
  }
  return read;
}

/** What is downloaded are the files that are judged. */
function warnDownloads(files: PackageFiles, warn: (text: string) => void): void {
  const [first, ...more] = files.paths.filter((path) => /^data\/sample\/.*\.(?:in|ans)\.download$/.test(path));
  if (first !== undefined)
    warn(
      `${shownPath(first)}${more.length > 0 ? ` and ${more.length} more` : ''}: solvers are given the samples as they are shown, not these.`,
    );
}
