// Walls inside the judge: which of its folders may use which, in TypeScript and in SQL alike.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { importsOf } from './arrow.mjs';

/** Folder -> the folders beside it that it may use. `judge` itself puts them together. */
export const JUDGE_MAY_USE = {
  'judge/calibration': [],
  'judge/language': [],
  'judge/verdict': [],
  'judge/source': ['judge/language'],
  // Windows and logs of what submissions count in.
  'judge/scope': [],
  'judge/problem': ['judge/language', 'judge/scope'],
  // The kernel of tasks: what they are about it learns from those who register with it.
  'judge/queue': ['judge/calibration'],
  'judge/draft': ['judge/problem'],
  'judge/submission': ['judge/problem', 'judge/queue', 'judge/scope', 'judge/source'],
  'judge/run': ['judge/problem', 'judge/queue', 'judge/source'],
  'judge/rejudge': ['judge/problem', 'judge/queue', 'judge/scope', 'judge/submission'],
  'judge/setter': ['judge/problem', 'judge/queue'],
  'judge/package': ['judge/language', 'judge/problem', 'judge/queue', 'judge/setter', 'judge/submission'],
  judge: ['judge/package', 'judge/setter', 'judge/queue', 'judge/rejudge', 'judge/run', 'judge/submission'],
};

const SOURCES = 'packages/domain/src';
const FUNCTIONS = 'prisma/functions';

/** Why code of one folder may not use another of the judge, or undefined. */
export function folderObjection(from, to) {
  if (from === to || !Object.hasOwn(JUDGE_MAY_USE, to)) return undefined;
  const allowed = JUDGE_MAY_USE[from];
  if (allowed === undefined) return `${from} has no line in scripts/check/judge-areas.mjs`;
  return allowed.includes(to)
    ? undefined
    : `${from} may not use ${to} (allowed: ${allowed.join(', ') || 'none beside it'})`;
}

function* filesBelow(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

const folderOf = (root, path) => relative(root, dirname(path)).split(sep).join('/');

/** Folders of our code that a file imports from, tests left out: they put together what they try. */
function importedFolders(root, file) {
  return importsOf(readFileSync(file, 'utf8'))
    .filter((module) => module.startsWith('.'))
    .map((module) => folderOf(root, resolve(dirname(file), module)));
}

/** Everything of the judge that goes over a wall, one line each. Functions that only the version before calls are left out. */
export function judgeViolations(root) {
  const found = [];
  const note = (file, from, to) => {
    const why = folderObjection(from, to);
    if (why !== undefined) found.push(`${relative(root, file)}: ${why}`);
  };
  const sources = join(root, SOURCES);
  for (const file of filesBelow(join(sources, 'judge'))) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    for (const to of importedFolders(sources, file)) note(file, folderOf(sources, file), to);
  }
  const functions = join(root, FUNCTIONS);
  const homes = new Map();
  for (const file of filesBelow(join(functions, 'judge')))
    if (file.endsWith('.sql')) homes.set(file.split(sep).at(-1).split('.')[0], folderOf(functions, file));
  for (const file of filesBelow(join(functions, 'judge'))) {
    const text = readFileSync(file, 'utf8');
    if (text.startsWith('-- keep until')) continue;
    const code = text.replace(/--.*$/gm, '');
    for (const [name, to] of homes)
      if (new RegExp(`\\b${name}\\s*\\(`).test(code)) note(file, folderOf(functions, file), to);
  }
  return found;
}
