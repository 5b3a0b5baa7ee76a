import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkedProgram } from './worked-programs.ts';

const FOLDER = join(import.meta.dirname, 'worked');
/** Without whole numbers of any length in the language or its library. */
const SMALL: ReadonlySet<string> = new Set(
  'ada assembly awk bash cobol forth fortran nasm octave r sql vala'.split(' '),
);
/** Of each language: the program of `main` and what it uses, and beside it a program that is told what to do. */
const HABITS = /^habits\./;

type Named = readonly [name: string, content: string];

const filesOf = (id: string): Named[] =>
  readdirSync(join(FOLDER, id)).map((name) => [name, readFileSync(join(FOLDER, id, name), 'utf8')]);
const ids = readdirSync(FOLDER).toSorted();

/** Programs like those of `worked-programs.ts`, as files of their own. */
export const WORKED_FILES: Readonly<Record<string, WorkedProgram>> = Object.fromEntries(
  ids.map((id) => {
    const files = filesOf(id).filter(([name]) => !HABITS.test(name));
    const main = files.filter(([name]) => name.startsWith('main.'));
    return [
      id,
      { files: [...main, ...files.filter((file) => !main.includes(file))], ...(SMALL.has(id) && { small: true }) },
    ];
  }),
);

/**
 * Programs whose first line of input says what to do: `echo` prints all others as they are, `deep` adds the numbers up to that on the
 * next line by recursion, `spin` never ends, `hog` takes memory for ever.
 */
export const HABIT_PROGRAMS: readonly (readonly [id: string, content: string])[] = ids.map((id) => {
  const found = filesOf(id).find(([name]) => HABITS.test(name));
  if (!found) throw new Error(`test/worked/${id} has no habits file`);
  return [id, found[1]];
});
