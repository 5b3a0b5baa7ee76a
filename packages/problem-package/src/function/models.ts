import type { ModelSolution, PackageSubmission } from '../types.ts';
import { FUNCTION_LANGUAGES } from './table.ts';

/** Those that answer soonest first: without a compiler, then those whose compiler is quick. */
const QUICKEST = [
  'python3',
  'javascript',
  'ruby',
  'typescript',
  'cpp17',
  'c',
  'java',
  'go',
  'csharp',
  'rust',
  'kotlin',
];
const MOST = 3;
/** They are kept with how the problem is judged. */
const MOST_CHARS = 64 * 1024;

/** Accepted solutions that can say what is expected of a case, one in each of a few languages. */
export function modelsOf(submissions: readonly PackageSubmission[]): readonly ModelSolution[] {
  const rank = (id: string): number => (QUICKEST.includes(id) ? QUICKEST.indexOf(id) : QUICKEST.length);
  const models = submissions.flatMap(({ expected, language, files }) =>
    expected === 'AC' && language !== null && FUNCTION_LANGUAGES.includes(language) && isShort(files)
      ? [{ language, files }]
      : [],
  );
  const sorted = models.toSorted((a, b) => rank(a.language) - rank(b.language));
  return sorted
    .filter((one, index) => sorted.findIndex(({ language }) => language === one.language) === index)
    .slice(0, MOST);
}

function isShort(files: ModelSolution['files']): boolean {
  return files.reduce((sum, { content }) => sum + content.length, 0) <= MOST_CHARS;
}
