import { DocketError } from '@docket/contracts/errors';
import { commandLineProblem } from './command-line.ts';
import type { PackageFiles } from './files.ts';
import { readYaml } from './yaml-map.ts';

/**
 * What submissions get on their command line (`args` of 2025-09): of the test's own `.yaml`, otherwise of the nearest `test_group.yaml` that says
 * so. @returns of a test by its name below `data/`; null: nothing. Errors: `package_invalid` for more than a command line takes.
 */
export function argsReader(files: PackageFiles): (test: string) => Promise<readonly string[] | null> {
  const present = new Set(files.paths);
  const known = new Map<string, Promise<readonly string[] | null>>();
  const read = (path: string): Promise<readonly string[] | null> => {
    const found = known.get(path) ?? (present.has(path) ? readArgs(files, path) : Promise.resolve(null));
    known.set(path, found);
    return found;
  };
  return async (test) => {
    const folders = `data/${test}`.split('/').slice(0, -1);
    const paths = folders.map((_, at) => `${folders.slice(0, at + 1).join('/')}/test_group.yaml`);
    for (const path of [`data/${test}.yaml`, ...paths.toReversed()]) {
      const args = await read(path);
      if (args !== null) return args.length === 0 ? null : args;
    }
    return null;
  };
}

async function readArgs(files: PackageFiles, path: string): Promise<readonly string[] | null> {
  const yaml = await readYaml(files, path);
  const words = yaml.list('args');
  const written = yaml.get('args');
  // An empty argument is one, too.
  const args = Array.isArray(written) ? written.map(String) : words;
  const problem = commandLineProblem(args ?? []);
  if (problem !== null)
    throw new DocketError('package_invalid', `${path}: args are ${problem}. Give long data on standard input.`);
  return args;
}
