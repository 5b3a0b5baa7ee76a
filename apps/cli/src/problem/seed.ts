import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DocketError } from '@docket/contracts/errors';
import type { Ctx } from '@docket/domain/spine/ctx';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { readFolderPackage } from '@docket/problem-package/read-package';
import { ROOT } from '../instance/settings.ts';
import { note } from '../output.ts';

const EXAMPLES = join(ROOT, 'examples/problems');

/** Folders of the worked problems that come with the repository. */
export function exampleFolders(): string[] {
  if (!existsSync(EXAMPLES)) return [];
  return readdirSync(EXAMPLES)
    .filter((name) => existsSync(join(EXAMPLES, name, 'problem.yaml')))
    .toSorted()
    .map((name) => join(EXAMPLES, name));
}

/** Imports the worked problems into a database that has no problem at all. Returns the slugs imported. */
export async function seedProblems(ctx: Ctx): Promise<string[]> {
  const { rows } = await ctx.db.pool.query('SELECT FROM problems LIMIT 1');
  if (rows.length > 0) return [];
  const slugs: string[] = [];
  for (const folder of exampleFolders()) {
    try {
      // The tests try their programs; a first start has better things to do.
      const { slug } = await importProblem(ctx, { source: { pkg: await readFolderPackage(folder) }, check: false });
      slugs.push(slug);
    } catch (error) {
      // One broken example must not keep an installation from starting.
      if (!(error instanceof DocketError)) throw error;
      note(`${folder} was not imported: ${error.message}`);
    }
  }
  return slugs;
}
