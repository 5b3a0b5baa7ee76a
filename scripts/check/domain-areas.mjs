// The walls between areas in packages/domain/src: a folder is an area, and imports of those that stand below it (areas.mjs) and of no other.
// What areas do in each other's transactions is put together in the files beside the folders, which alone know all of them.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { MAY_USE } from './areas.mjs';
import { importsOf } from './arrow.mjs';

const SOURCES = 'packages/domain/src';

/** Tests and their fixtures put together what they try. */
const isOfTests = (path) => /\.test\.ts$|(?:^|\/)fixtures\.ts$/.test(path);

/** Why one import is not allowed, or undefined. `path` is relative to the folder of the areas. */
export function objection(path, module, mayUse = MAY_USE) {
  const [area, below] = path.split('/');
  if (below === undefined || isOfTests(path)) return undefined;
  const allowed = mayUse[area];
  if (allowed === undefined) return `there is no area ${area} in scripts/check/areas.mjs`;
  if (!module.startsWith('.')) return undefined;
  const [of, inside] = posix.join(dirname(path), module).split('/');
  if (inside === undefined) return `${of} is above all areas; be given what it has`;
  return of === area || allowed.includes(of)
    ? undefined
    : `${area} may not import ${of} (allowed: ${allowed.join(', ') || 'none beside it'})`;
}

/** Every import between areas that goes through a wall, one line each. */
export function domainViolations(root) {
  const found = new Set();
  for (const path of readdirSync(join(root, SOURCES), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    for (const module of importsOf(readFileSync(join(root, SOURCES, path), 'utf8'))) {
      const why = objection(path, module);
      if (why !== undefined) found.add(`${SOURCES}/${path}: ${why}`);
    }
  }
  return [...found];
}
