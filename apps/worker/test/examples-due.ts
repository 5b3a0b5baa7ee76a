import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Within so many weeks each worked problem is judged once by the tests, whatever was changed. */
export const WEEKS = 3;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** 1970 began on a Thursday, and weeks begin on Mondays. Numbers that begin again in January would give some problem two turns in a row. */
const FIRST_MONDAY = Date.UTC(1970, 0, 5);
/** These show all languages and verdicts, those of functions too. */
const ALWAYS: readonly string[] = ['hello', 'pairsum'];
const FOLDER = 'examples/problems';
const ROOT = join(import.meta.dirname, '../../..');

/** Whether it is a problem's turn in the week of a date. Its name alone decides, so that a new problem shifts no other's turn. */
export function hasTurn(name: string, date: Date): boolean {
  const week = Math.floor((date.getTime() - FIRST_MONDAY) / WEEK_MS);
  const place = createHash('sha256').update(name).digest().readUInt32BE(0);
  return (week + place) % WEEKS === 0;
}

/** The problems that are judged: those whose turn it is, those that were changed, and those that show all languages. */
export function dueExamples(names: readonly string[], date: Date, changed: ReadonlySet<string>): readonly string[] {
  return names.filter((name) => ALWAYS.includes(name) || changed.has(name) || hasTurn(name, date));
}

/** The problems of which a list of changed files, as git prints it, has files. */
export function problemsOf(paths: string): ReadonlySet<string> {
  const inside = paths.split('\n').filter((path) => path.startsWith(`${FOLDER}/`) && path.split('/').length > 3);
  return new Set(inside.flatMap((path) => path.split('/')[2] ?? []));
}

/**
 * The problems in whose folders something differs from where this branch left origin/main, or from the commit before where
 * there is no such place or it is this very commit; committed or not. Without git none.
 */
export function changedExamples(root = ROOT): ReadonlySet<string> {
  const head = git(root, 'rev-parse', 'HEAD');
  const left = git(root, 'merge-base', 'origin/main', 'HEAD');
  const base = left === null || left === head ? 'HEAD~1' : left.trim();
  const tracked = git(root, 'diff', '--name-only', '--no-renames', '--relative', base, '--', FOLDER);
  const added = git(root, 'ls-files', '--others', '--exclude-standard', '--', FOLDER);
  return problemsOf(`${tracked ?? ''}\n${added ?? ''}`);
}

function git(cwd: string, ...args: string[]): string | null {
  try {
    return execFileSync('git', ['-c', 'core.quotePath=false', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
    });
  } catch {
    return null;
  }
}
