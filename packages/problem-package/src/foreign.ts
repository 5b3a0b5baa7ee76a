import { withTexts } from './files.ts';
import type { PackageFiles } from './files.ts';
import { iniValue } from './limits.ts';
import { polygonPackage } from './polygon.ts';
import { decodeText } from './yaml-map.ts';

/** A package of another judge as one of the format: what has its own problem.yaml is taken as it is. */
export async function asPackage(files: PackageFiles): Promise<PackageFiles> {
  if (files.paths.includes('problem.yaml')) return files;
  if (files.paths.includes('problem.xml')) return await polygonPackage(files);
  // DOMjudge: everything problem.yaml would say may be left out.
  return withTexts(files, new Map([['problem.yaml', '']]));
}

/** Keys of domjudge-problem.ini that are read, and those that are of its contests and mean nothing here. */
const USED = ['name', 'timelimit', 'externalid', 'probid', 'short-name'];
const OF_CONTESTS = ['allow_submit', 'allow_judge', 'points', 'color'];

/** What DOMjudge keeps beside problem.yaml. */
export async function readIni(
  files: PackageFiles,
): Promise<{ readonly name: string | null; readonly slug: string | null }> {
  const path = 'domjudge-problem.ini';
  if (!files.paths.includes(path)) return { name: null, slug: null };
  const text = decodeText(await files.read(path), path);
  for (const line of text.split(/\r?\n/)) {
    const key = /^\s*([\w-]+)\s*=/.exec(line)?.[1]?.toLowerCase();
    if (key === undefined || USED.includes(key) || OF_CONTESTS.includes(key)) continue;
    files.warn?.(
      key.startsWith('special_')
        ? `${path}: ${key} names a program that is in a DOMjudge and not in the package. Put it into output_validators/ and say validation: custom in problem.yaml.`
        : `${path}: ${key.slice(0, 40)} is not read.`,
    );
  }
  const value = (key: string): string | null => iniValue(text, key) || null;
  // The label in a contest, such as A, is no name for a problem by itself.
  return { name: value('name'), slug: value('externalid') };
}
