// What the checks of SQL functions read: the files with their words, and whose each table, function and type is.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, basename } from 'node:path';

/** The SQL of a file, bodies of functions included, without comments and texts: all that is left are names and signs. */
export function codeOf(text) {
  return text.replace(/--[^\n]*|'(?:[^']|'')*'/g, (found) => (found.startsWith('--') ? '' : "''"));
}

/** Every file below prisma/functions: {path, area, name, kind, text, words}. The area is the first folder: `judge` for `judge/queue`. */
export function sqlFiles(root) {
  const folder = join(root, 'prisma/functions');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .toSorted()
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      const [name, kind = 'function'] = basename(path, '.sql').split('.');
      return { path, area: dirname(path).split('/')[0], name, kind, text, words: wordsOf(text) };
    });
}

/** Names in a file's code that stand by themselves (`holds` and not `h.holds`), without those it gives itself (`runs AS (…`, `AS runs`). */
export function wordsOf(text) {
  const code = codeOf(text).toLowerCase();
  const own = [...code.matchAll(/([a-z_]\w*)\s+as\s+(?:(?:not\s+)?materialized\s+)?\(|\bas\s+([a-z_]\w*)/g)];
  const words = new Set([...code.matchAll(/(?<![\w.])[a-z_]\w*/g)].map((match) => match[0]));
  for (const [, query, column] of own) words.delete(query ?? column);
  return words;
}

/** Table -> area, by the file of prisma/schema that has it: `judge` for judge-queue.prisma. */
export function tableAreas(root, areas) {
  const folder = join(root, 'prisma/schema');
  const owners = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.prisma'))) {
    const tables = [...readFileSync(join(folder, file), 'utf8').matchAll(/@@map\("(\w+)"\)/g)].map((match) => match[1]);
    const stem = basename(file, '.prisma');
    const area = areas.find((each) => stem === each) ?? areas.find((each) => stem.startsWith(`${each}-`));
    if (area === undefined && tables.length > 0)
      throw new Error(
        `prisma/schema/${file} is of no area: name it <area>.prisma or <area>-<what>.prisma, or add the area to scripts/check/areas.mjs`,
      );
    for (const table of tables) owners.set(table, area);
  }
  return owners;
}
