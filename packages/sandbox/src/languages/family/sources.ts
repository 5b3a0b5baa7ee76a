import type { BoxFile } from '../../box.ts';
import type { Source } from '../language.ts';

/** Paths, safe as arguments, of the sources with one of these endings, the main one last: compilers that care want what it uses first. */
export function sourcePaths(sources: readonly Source[], endings: readonly string[], says?: RegExp): string[] {
  const main = mainSource(sources, endings, ({ content }) => says?.test(content));
  const others = sources.filter((one) => one !== main && hasEnding(one.name, endings));
  return [...others, ...(main ? [main] : [])].map(({ name }) => `./${name}`);
}

/**
 * The source that stands for the program: `main` with one of these endings in any case, else the first that says so itself, else the
 * first that has such an ending.
 */
export function mainSource<File extends { readonly name: string }>(
  files: readonly File[],
  endings: readonly string[],
  says: (file: File) => boolean | undefined = () => false,
): File | undefined {
  const candidates = files.filter(({ name }) => hasEnding(name, endings));
  return candidates.find(({ name }) => /^main\.[^.]+$/i.test(name)) ?? candidates.find(says) ?? candidates[0];
}

/** An `entry` rule: the main source by its ending. */
export function mainByEnding(
  endings: readonly string[],
  says?: RegExp,
): (files: readonly BoxFile[]) => string | undefined {
  return (files) => mainSource(files, endings, ({ bytes }) => says?.test(Buffer.from(bytes).toString()))?.name;
}

export function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.endsWith(ending));
}
