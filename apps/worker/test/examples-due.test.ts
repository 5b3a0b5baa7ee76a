import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changedExamples, dueExamples, hasTurn, problemsOf, WEEKS } from './examples-due.ts';

const ROOT = join(import.meta.dirname, '../../../examples/problems');
const entries = await readdir(ROOT, { withFileTypes: true });
const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
const NONE: ReadonlySet<string> = new Set();
const later = (date: string, weeks: number): Date => new Date(Date.parse(date) + weeks * 7 * 24 * 60 * 60 * 1000);

// The second goes over the end of a year with 53 weeks.
test.each(['2026-03-04', '2026-12-23', '2030-01-01'])('from %s on each problem comes up within three weeks', (from) => {
  const weeks = Array.from({ length: WEEKS }, (_, week) => dueExamples(names, later(from, week), NONE));
  expect(new Set(weeks.flat())).toEqual(new Set(names));
  // Chance deals out the turns, but no week has to judge nearly all of them.
  for (const week of weeks) expect(week.length).toBeLessThan(names.length * 0.6);
  for (const name of names) expect(weeks.filter((_, week) => hasTurn(name, later(from, week)))).toHaveLength(1);
});

test('from Monday to Sunday they are the same', () => {
  const [monday, sunday] = [new Date('2026-11-30T00:00:00Z'), new Date('2026-12-06T23:59:59Z')];
  expect(dueExamples(names, sunday, NONE)).toEqual(dueExamples(names, monday, NONE));
  expect(dueExamples(names, later('2026-12-07', 0), NONE)).not.toEqual(dueExamples(names, monday, NONE));
});

test('changed problems and those that show all languages are always judged', () => {
  for (const week of Array.from({ length: WEEKS }, (_, i) => i))
    expect(dueExamples(names, later('2026-11-30', week), new Set(['aplusb', 'gone']))).toEqual(
      expect.arrayContaining(['aplusb', 'hello', 'pairsum']),
    );
});

test('a problem is changed by files in its folder, not by those beside it', () => {
  const paths = 'examples/problems/README.md\nexamples/problems/maze/data/sample/1.in\nexamples/halls/maze/x\n\n';
  expect(problemsOf(paths)).toEqual(new Set(['maze']));
});

test(
  'git says what was changed since the branch left origin/main, otherwise since the commit before',
  { timeout: 60_000 },
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'docket-due-'));
    onTestFinished(() => rm(root, { recursive: true }));
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    const write = async (name: string, text: string) => {
      const path = join(root, 'examples/problems', name, 'problem.yaml');
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    };
    const commit = async (name: string, text: string) => {
      await write(name, text);
      git('add', '.');
      git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '--no-verify', '-m', name);
    };
    expect(changedExamples(root)).toEqual(NONE);
    git('init', '-q', '--template=');
    await commit('first', 'a');
    await commit('second', 'a');
    await commit('third', 'a');
    expect(changedExamples(root)).toEqual(new Set(['third']));
    git('update-ref', 'refs/remotes/origin/main', 'HEAD~2');
    expect(changedExamples(root)).toEqual(new Set(['second', 'third']));
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    await write('first', 'b');
    await write('new', 'a');
    expect(changedExamples(root)).toEqual(new Set(['first', 'new', 'third']));
  },
);
