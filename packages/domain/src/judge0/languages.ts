import type { Language } from '@docket/contracts/http/language';

/** A language by its number in Judge0 CE 1.13 and 1.14 (`db/languages` of its repository), what Judge0 calls it without a version, and which of ours it is. */
type Numbered = readonly [id: number, name: string, ours: string];

/**
 * Where Judge0 has several versions of a language, all are ours of the day; its own numbers for Basic, Visual Basic, F#, Swift, Python 2, executables,
 * plain text and programs of several files stand for nothing here.
 */
const NUMBERED: readonly Numbered[] = [
  [45, 'Assembly (NASM)', 'nasm'],
  [46, 'Bash', 'bash'],
  [48, 'C (GCC)', 'c'],
  [49, 'C (GCC)', 'c'],
  [50, 'C (GCC)', 'c'],
  [51, 'C#', 'csharp'],
  [52, 'C++ (GCC)', 'cpp17'],
  [53, 'C++ (GCC)', 'cpp17'],
  [54, 'C++ (GCC)', 'cpp17'],
  [55, 'Common Lisp', 'commonlisp'],
  [56, 'D', 'd'],
  [57, 'Elixir', 'elixir'],
  [58, 'Erlang', 'erlang'],
  [59, 'Fortran', 'fortran'],
  [60, 'Go', 'go'],
  [61, 'Haskell', 'haskell'],
  [62, 'Java', 'java'],
  [63, 'JavaScript', 'javascript'],
  [64, 'Lua', 'lua'],
  [65, 'OCaml', 'ocaml'],
  [66, 'Octave', 'octave'],
  [67, 'Pascal', 'pascal'],
  [68, 'PHP', 'php'],
  [69, 'Prolog', 'prolog'],
  [71, 'Python', 'python3'],
  [72, 'Ruby', 'ruby'],
  [73, 'Rust', 'rust'],
  [74, 'TypeScript', 'typescript'],
  [75, 'C', 'c'],
  [76, 'C++', 'cpp17'],
  [77, 'COBOL', 'cobol'],
  [78, 'Kotlin', 'kotlin'],
  [79, 'Objective-C', 'objectivec'],
  [80, 'R', 'r'],
  [81, 'Scala', 'scala'],
  [82, 'SQL', 'sql'],
  [85, 'Perl', 'perl'],
  [86, 'Clojure', 'clojure'],
  [88, 'Groovy', 'groovy'],
  // Of 1.14: newer versions under numbers of their own, which its clients have by heart.
  [91, 'Java', 'java'],
  [92, 'Python', 'python3'],
  [93, 'JavaScript', 'javascript'],
  [94, 'TypeScript', 'typescript'],
  [95, 'Go', 'go'],
  [97, 'JavaScript', 'javascript'],
  [98, 'PHP', 'php'],
  [99, 'R', 'r'],
  [100, 'Python', 'python3'],
  [101, 'TypeScript', 'typescript'],
  [102, 'JavaScript', 'javascript'],
  [103, 'C (GCC)', 'c'],
  [104, 'C', 'c'],
  [105, 'C++ (GCC)', 'cpp17'],
  [106, 'Go', 'go'],
  [107, 'Go', 'go'],
  [108, 'Rust', 'rust'],
  [109, 'Python', 'python3'],
  [110, 'C', 'c'],
  [111, 'Kotlin', 'kotlin'],
  [112, 'Scala', 'scala'],
  [113, 'Python', 'python3'],
];

export type Judge0Language = { readonly id: number; readonly name: string; readonly ours: string };

/** Those that this installation judges, each with the version that is installed. */
export function judge0Languages(installed: readonly Language[]): Judge0Language[] {
  const byId = new Map(installed.map((language) => [language.id, language]));
  return NUMBERED.flatMap(([id, name, ours]) => {
    const language = byId.get(ours);
    return language === undefined ? [] : [{ id, name: `${name} (${language.version})`, ours }];
  });
}
