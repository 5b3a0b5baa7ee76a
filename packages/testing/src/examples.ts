import { join } from 'node:path';
import type { Db } from '@docket/db/client';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { readFolderPackage } from '@docket/problem-package/read-package';
import { testCtx } from './builders.ts';

const ROOT = join(import.meta.dirname, '../../../examples/problems');

/** One of the worked problems, published and not tried. `mostBytes`: only its tests with inputs of so many bytes. */
export async function importExample(
  db: Db,
  name: string,
  { mostBytes = Infinity }: { readonly mostBytes?: number } = {},
): Promise<{ readonly problemId: string; readonly slug: string }> {
  const pkg = await readFolderPackage(join(ROOT, name));
  const tests = pkg.tests.filter(({ input }) => input.length <= mostBytes);
  return importProblem(testCtx(db), { source: { pkg: { ...pkg, tests } }, check: false, publish: 'at-once' });
}
