// SQL functions that nothing here calls are kept for servers of the version before, and only as long as there are any:
//   -- keep until 0.3.0: <who still calls it>
// at the top of a file. From that version on it is to be dropped; and whatever is called by nothing needs the line, or goes at once.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, sqlFiles } from './sql-sources.mjs';

const KEEP = /^-- keep until (\d+\.\d+\.\d+): (\S.*)$/m;

/** Is version a the same as b or a later one? */
function reached(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const at = [0, 1, 2].find((i) => left[i] !== right[i]);
  return at === undefined || left[at] > right[at];
}

/** Names of functions that can be got to from the given words, by way of each other's bodies. */
function reachable(functions, words) {
  const found = new Set();
  const open = functions.filter(({ name }) => words.has(name));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next.name)) continue;
    found.add(next.name);
    open.push(...functions.filter(({ name }) => next.words.has(name) && name !== next.name));
  }
  return found;
}

/** What is wrong with functions that are kept, and with those that are not called; one line each. */
export function keepObjections(files, called, version) {
  const functions = files.filter(({ kind }) => kind === 'function');
  const triggers = files.filter(({ kind }) => kind === 'trigger');
  const standing = triggers.filter(({ text }) => !KEEP.test(text));
  const alive = reachable(functions, new Set([...called, ...standing.flatMap(({ words }) => [...words])]));
  const kept = triggers.filter((file) => !standing.includes(file));
  return [...functions, ...kept].flatMap((file) => {
    const [, until] = KEEP.exec(file.text) ?? [];
    const claimed = /^-- *keep\b/im.test(file.text);
    if (until === undefined)
      return claimed
        ? [`${file.path}: write "-- keep until <version>: <who still calls it>"`]
        : alive.has(file.name)
          ? []
          : [
              `${file.path} is called by nothing: drop it, or say at its top "-- keep until <version>: <who still calls it>"`,
            ];
    if (alive.has(file.name)) return [`${file.path} is kept until ${until}, but is called by what runs today`];
    return reached(version, until) ? [`${file.path} was kept until ${until}, and this is ${version}: drop it`] : [];
  });
}

function* texts(folder, wanted) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'generated'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* texts(path, wanted);
    else if (wanted(entry.name)) yield readFileSync(path, 'utf8');
  }
}

/** What TypeScript and the expressions of tables (defaults, indexes, generated columns, CHECKs) name. Tests call what is kept as those do for whom it is. */
function callers(root) {
  // What tests alone call does not run.
  const runs = (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && name !== 'statements.generated.ts';
  const sources = ['apps', 'packages', 'bench'].flatMap((folder) => [...texts(join(root, folder), runs)]);
  const tables = [...texts(join(root, 'prisma/migrations'), (name) => name === 'migration.sql')].map((text) =>
    codeOf(text.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, ''))
      .split(';')
      .filter((statement) => /^\s*(CREATE (UNIQUE )?INDEX|(CREATE|ALTER) TABLE)\b/i.test(statement))
      .join(';'),
  );
  return new Set([...sources, ...tables].flatMap((text) => text.match(/[a-z_]\w*/g) ?? []));
}

/** Everything in prisma/functions that has outlived its callers, one line each. */
export function outlived(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return keepObjections(sqlFiles(root), callers(root), version);
}
