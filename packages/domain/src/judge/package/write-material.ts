import { createHash } from 'node:crypto';
import type { PoolClient } from '@docket/db/client';
import type { HashedBlob } from '@docket/problem-package/package-hash';
import { programsBelow } from '@docket/problem-package/programs';
import type { ProblemPackage } from '@docket/problem-package/types';
import type { StoredMaterial } from '../setter/stored-material.ts';

type Version = { readonly problemId: string; readonly version: number };

/** The files that are kept for setters, by their content. */
export function materialBlobs(
  pkg: Pick<ProblemPackage, 'material'>,
): readonly (HashedBlob & { readonly path: string })[] {
  return pkg.material.files.map(({ path, bytes }) => ({
    path,
    bytes,
    hash: createHash('sha256').update(bytes).digest('hex'),
  }));
}

/** Is there anything to look at the data with? */
export function needsDataJob({ material: { files } }: Pick<ProblemPackage, 'material'>): boolean {
  const named = files.map(({ path }) => ({ path, content: '' }));
  return (
    programsBelow(named, 'input_validators').length > 0 ||
    files.some(({ path }) => path === 'generators/generators.yaml')
  );
}

function storedOf({ uuid, license, material: { inputArgs, timeRule } }: ProblemPackage): StoredMaterial {
  const copied: Record<string, string[]> = {};
  for (const [test, args] of Object.entries(inputArgs)) copied[test] = [...args];
  return { uuid, license, inputArgs: copied, timeRule };
}

/** Writes what a version keeps for its setters, in place of what it kept before. The blobs are there. */
export async function writeMaterial(
  client: PoolClient,
  { problemId, version, pkg }: Version & { readonly pkg: ProblemPackage },
): Promise<void> {
  const files = materialBlobs(pkg);
  await client.query('UPDATE problem_versions SET material = $3 WHERE problem_id = $1 AND version = $2', [
    problemId,
    version,
    JSON.stringify(storedOf(pkg)),
  ]);
  await client.query('DELETE FROM problem_materials WHERE problem_id = $1 AND version = $2', [problemId, version]);
  await client.query(
    `INSERT INTO problem_materials (problem_id, version, path, hash, size)
     SELECT $1, $2, f.path, f.hash, f.size FROM unnest($3::text[], $4::text[], $5::int[]) AS f(path, hash, size)
     ON CONFLICT DO NOTHING`,
    [
      problemId,
      version,
      files.map(({ path }) => path),
      files.map(({ hash }) => hash),
      files.map(({ bytes }) => bytes.length),
    ],
  );
}

/** Does the version keep these very files for its setters? Versions of before anything was kept do not. */
export async function isMaterialKnown(
  client: PoolClient,
  { problemId, version }: Version,
  pkg: ProblemPackage,
): Promise<boolean> {
  const { rows } = await client.query<{ path: string; hash: string }>(
    'SELECT path, hash FROM problem_materials WHERE problem_id = $1 AND version = $2',
    [problemId, version],
  );
  const held = new Map(rows.map(({ path, hash }) => [path, hash]));
  const files = materialBlobs(pkg);
  return held.size === files.length && files.every(({ path, hash }) => held.get(path) === hash);
}
