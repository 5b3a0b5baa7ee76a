/** Small packages for tests, whole and broken. */
import { DocketError } from '@docket/contracts/errors';
import { readZipPackage } from './read-package.ts';
import type { ProblemPackage } from './types.ts';
import { writeZip } from './zip-writer.ts';
import type { ZipEntry } from './zip-writer.ts';

export const YAML =
  'problem_format_version: 2025-09\nname: Sum\nuuid: 6f0f5b0e-1d0c-4a7a-9a52-3a2f1f0c9a11\nlimits:\n  time_limit: 1\nkeywords: [math, easy]\n';
export const BASE: Readonly<Record<string, string>> = {
  'problem.yaml': YAML,
  'statement/problem.en.md': 'Add $a$ and $b$.\n',
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/01.in': '5 5\n',
  'data/secret/01.ans': '10\n',
};

export function pack(changes: Readonly<Record<string, string | null>> = {}, extra: readonly ZipEntry[] = []): Buffer {
  const files = Object.entries({ ...BASE, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null);
  return writeZip([...files.map(([path, content]) => ({ path, content })), ...extra]);
}

export async function failure(read: Promise<ProblemPackage>): Promise<DocketError> {
  const error: unknown = await read.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DocketError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

/** Reads a package with changes and returns `code: message`. */
export async function refusal(
  changes: Readonly<Record<string, string | null>>,
  extra: readonly ZipEntry[] = [],
): Promise<string> {
  const error = await failure(readZipPackage(pack(changes, extra)));
  return `${error.code}: ${error.message}`;
}
