import { fileURLToPath } from 'node:url';
import type { Db } from '@docket/db/client';
import type { ZipEntry } from '@docket/problem-package/zip-writer';
import { pack } from '@docket/problem-package/package-samples';
import { readFolderPackage } from '@docket/problem-package/read-package';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { testCtx } from './builders.ts';

const EXAMPLES = fileURLToPath(new URL('../../../examples/problems/', import.meta.url));

export type ImportedProblem = { readonly problemId: string; readonly slug: string };

/** Imports one of the worked problems by the name of its folder. */
export async function importExample(db: Db, name: string): Promise<ImportedProblem> {
  return importProblem(testCtx(db), {
    source: { pkg: await readFolderPackage(`${EXAMPLES}${name}`) },
    publish: 'at-once',
  });
}

/** A small package, the sum of two numbers, as a zip archive. `files` are put in its place, and null leaves one out. */
export function packageZip(slug: string, files: Readonly<Record<string, string | null>> = {}): Buffer {
  return pack({ 'docket.yaml': `slug: ${slug}\n`, ...files });
}

/** Imports a package of `packageZip`. */
export async function importPackage(
  db: Db,
  slug: string,
  files: Readonly<Record<string, string | null>> = {},
  /** Files that are not text. */
  extra: readonly ZipEntry[] = [],
): Promise<ImportedProblem> {
  const zip = pack({ 'docket.yaml': `slug: ${slug}\n`, ...files }, extra);
  return importProblem(testCtx(db), { source: { zip }, publish: 'at-once' });
}
