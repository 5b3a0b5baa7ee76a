import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@docket/runtime/id';

const closed = new Set<string>();

/**
 * Writes a file below `folder`, whole or not at all. What workers keep (tests, answers, the programs of all who submit) is for their
 * user alone: also in a folder that was there before.
 */
export async function writePrivate(folder: string, target: string, parts: Uint8Array | Uint8Array[]): Promise<void> {
  const partial = `${target}.${newId()}`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  if (!closed.has(folder)) await chmod(folder, 0o700);
  closed.add(folder);
  await writeFile(partial, parts, { mode: 0o600 });
  await rename(partial, target);
}
