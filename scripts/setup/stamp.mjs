import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.turbo', 'coverage']);

function* filesBelow(path) {
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesBelow(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

/** Hash of the names and contents of files and folders, given relative to the root. Missing ones count as such. */
export function contentHash(paths) {
  const hash = createHash('sha256');
  for (const relative of paths) {
    const path = join(ROOT, relative);
    if (!existsSync(path)) continue;
    const files = readsAsFile(relative) ? [path] : filesBelow(path);
    for (const file of files)
      hash
        .update(`${file.slice(ROOT.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

const readsAsFile = (path) => /\.\w+$/.test(path);

/** True when `file` holds exactly this hash: what it stands beside was made from these sources. */
export function isStamped(file, hash) {
  const path = join(ROOT, file);
  return existsSync(path) && readFileSync(path, 'utf8') === hash;
}

export function stamp(file, hash) {
  writeFileSync(join(ROOT, file), hash);
}
