// The walls between areas in the domain's TypeScript: which area's files may import which area's, and whose tables and functions the SQL in
// them may name. The table is in areas.mjs, the same as for the SQL of prisma/functions. Files that lie beside the areas compose them.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { MAY_USE } from './areas.mjs';
import { importsOf } from './arrow.mjs';
import { sqlFiles, tableAreas } from './sql-sources.mjs';

const SOURCES = 'packages/domain/src';

/** The area that a path below the sources belongs to; undefined for what lies beside the areas. */
export function areaOf(path) {
  return path.includes('/') ? path.split('/', 1)[0] : undefined;
}

/** Tables and functions that the SQL in a source text names: after the words that a table follows, and before a bracket. */
export function sqlNamesOf(source) {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const texts = [...code.matchAll(/`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g)].map(([text]) => text);
  return texts
    .filter((text) => /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|JOIN)\b/.test(text))
    .flatMap((text) => [...text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ONLY\s+)?([a-z_]+)|\b([a-z_]+)\(/g)])
    .map(([, table, called]) => table ?? called);
}

/** Why a file of one area may not use another's, or undefined. */
export function areaObjection(from, to, what, mayUse = MAY_USE) {
  if (from === undefined || to === undefined || from === to) return undefined;
  if (mayUse[from] === undefined) return `there is no area ${from} in scripts/check/areas.mjs`;
  return mayUse[from].includes(to) ? undefined : `${from} may not use ${what} of ${to}`;
}

const isTest = (path) => path.endsWith('.test.ts') || path.endsWith('/fixtures.ts');

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (path.endsWith('.ts') && !isTest(path)) yield path;
  }
}

/** Everything in the domain that goes through a wall, one line each. Tests are left out: they put together what they try. */
export function areaViolations(root) {
  const owners = new Map([
    ...tableAreas(root, Object.keys(MAY_USE)),
    ...sqlFiles(root)
      .filter(({ kind }) => kind === 'function')
      .map(({ name, area }) => [name, area]),
  ]);
  const base = join(root, SOURCES);
  const found = new Set();
  for (const file of sources(base)) {
    const path = relative(base, file);
    const from = areaOf(path);
    const source = readFileSync(file, 'utf8');
    const note = (to, what) => {
      const why = areaObjection(from, to, what);
      if (why !== undefined) found.add(`${SOURCES}/${path}: ${why}`);
    };
    for (const module of importsOf(source)) {
      if (!module.startsWith('.')) continue;
      const target = relative(base, resolve(dirname(file), module));
      const to = areaOf(target);
      if (from !== undefined && to === undefined)
        found.add(`${SOURCES}/${path}: ${target} composes areas; none of them may know it`);
      note(to, target);
    }
    for (const name of sqlNamesOf(source)) note(owners.get(name), name);
  }
  return [...found];
}
