import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { readFolderPackage, readZipPackage } from '@docket/problem-package/read-package';
import type { ProblemPackage } from '@docket/problem-package/types';
import { asPlatform } from '../database.ts';
import { fromCaller } from '../from-caller.ts';
import { withDatabase } from '../instance/with-database.ts';
import { CommandError, print } from '../output.ts';

async function readPackageAt(path: string, slug: string | undefined): Promise<ProblemPackage> {
  const options = slug === undefined ? {} : { slug };
  const kind = await stat(path).catch(() => undefined);
  if (kind === undefined) throw new CommandError(`There is no file or folder ${path}.`);
  if (kind.isDirectory()) return readFolderPackage(path, options);
  return readZipPackage(await readFile(path), { ...options, name: basename(path) });
}

/** `docket problem import <folder or zip>...`: each path is one ICPC/Kattis package; the same slug again makes a new version. */
export async function problemImport(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { slug: { type: 'string' } },
  });
  if (positionals.length === 0)
    throw new CommandError(
      'Name a folder or a zip file: npm run docket -- problem import <folder or zip> [--slug name]',
    );
  if (values.slug !== undefined && positionals.length > 1)
    throw new CommandError('--slug names one problem; import the packages one by one.');
  const packages = await Promise.all(positionals.map((path) => readPackageAt(fromCaller(path), values.slug)));
  await withDatabase((url, settings) =>
    asPlatform(url, settings.config, async (ctx) => {
      for (const problem of packages) {
        const result = await importProblem(ctx, { source: { pkg: problem } });
        print(
          `${result.unchanged ? 'unchanged:' : 'imported'} ${result.slug}, version ${result.version}, ${result.tests} tests`,
        );
        for (const warning of result.warnings) print(`  note: ${warning}`);
        if (result.published !== true)
          print('  it is published when its programs were tried without a fault; until then setters and admins see it');
      }
    }),
  );
}
