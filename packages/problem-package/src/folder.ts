import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { DocketError } from '@docket/contracts/errors';
import {
  checkEntryCount,
  comparePaths,
  createReadBudget,
  isIgnored,
  PACKAGE_MARKS,
  safeSegments,
  shownPath,
} from './files.ts';
import type { PackageFiles, ReadBudget } from './files.ts';
import { DEFAULT_PACKAGE_CAPS } from './types.ts';
import type { PackageCaps } from './types.ts';

/**
 * Opens a folder as a package. A symbolic link to a file inside the folder is followed, as the format allows;
 * one that leads out of it, to a folder or to nothing is `package_unsafe_path`.
 */
export async function openFolderPackage(
  folder: string,
  options: { readonly caps?: PackageCaps } = {},
): Promise<PackageFiles> {
  const caps = options.caps ?? DEFAULT_PACKAGE_CAPS;
  const root = await realpath(resolve(folder)).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory()) {
    throw new DocketError('package_invalid', `There is no folder ${shownPath(folder)}.`);
  }
  const files = await walk(root, caps);
  if (!PACKAGE_MARKS.some((mark) => files.has(mark))) {
    throw new DocketError(
      'package_invalid',
      `There is no problem.yaml in ${shownPath(folder)}. Name the folder of one problem.`,
    );
  }
  const budget = createReadBudget(caps, null);
  return {
    name: basename(root),
    paths: [...files.keys()].sort(comparePaths),
    read(path) {
      const real = files.get(path);
      if (real === undefined)
        throw new DocketError('package_invalid', `${shownPath(path)} is missing from the package.`);
      return readBounded(real, path, budget);
    },
  };
}

/** Every regular file below the root: path in the package -> path on disk with all links resolved. */
async function walk(root: string, caps: PackageCaps): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const pending = [''];
  let seen = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (isIgnored([entry.name])) continue;
      checkEntryCount(++seen, caps);
      safeSegments(path);
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isFile()) files.set(path, join(root, path));
      else if (entry.isSymbolicLink()) files.set(path, await linkTarget(root, path));
      else
        throw new DocketError('package_unsafe_path', `${shownPath(path)} is neither a file nor a folder. Remove it.`);
    }
  }
  return files;
}

async function linkTarget(root: string, path: string): Promise<string> {
  const target = await realpath(join(root, path)).catch(() => null);
  const inside = target !== null && target.startsWith(root + sep);
  if (!inside || !(await lstat(target)).isFile()) {
    throw new DocketError(
      'package_unsafe_path',
      `${shownPath(path)} is a symbolic link that does not lead to a file of this package. Put the file itself in its place.`,
    );
  }
  return target;
}

async function readBounded(real: string, path: string, budget: ReadBudget): Promise<Uint8Array> {
  // The path holds no link any more; should one appear meanwhile, the open fails instead of following it.
  const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await handle.stat();
    if (size > budget.room()) throw budget.tooLarge(path);
    const content = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await handle.read(content, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    budget.take(path, length);
    return content.subarray(0, length);
  } finally {
    await handle.close();
  }
}
