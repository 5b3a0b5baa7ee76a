import type { Language } from '@docket/contracts/http/language';
import { CODE_LIMIT_BYTES, type SourceFile } from '@docket/contracts/http/submission';
import type { Expectation, ProblemPackage } from '@docket/problem-package/types';

/** More sample submissions than this are not tried: each is judged on all tests. */
const MOST_SUBMISSIONS = 100;

/** A program to be tried. */
export type Check = {
  readonly path: string;
  readonly language: string;
  /** None: the check program itself, whose sources are stored with the version. */
  readonly files: readonly SourceFile[];
  readonly expects: readonly Expectation[];
};

/** What is to be tried of a package, and why some of it cannot be. */
export type PlannedChecks = { readonly checks: readonly Check[]; readonly warnings: readonly string[] };

/**
 * The programs of a package that can be tried here: the one that decides, and the sample submissions.
 * @param languages what this installation judges; none: no worker has ever reported, so nothing is known
 */
export function planChecks(pkg: ProblemPackage, languages: readonly Pick<Language, 'id'>[]): PlannedChecks {
  const warnings: string[] = [];
  const checks: Check[] = [];
  const judged = (id: string): boolean => languages.length === 0 || languages.some((known) => known.id === id);
  const { check } = pkg.judging;
  if (check.kind !== 'default') {
    const { path, language } = check.program;
    if (judged(language)) checks.push({ path, language, files: [], expects: [] });
    else
      warnings.push(`${path} is written in ${language}, which no worker here has: submissions end with a judge error.`);
  }
  const left: string[] = [];
  for (const { path, language, files, expects } of pkg.submissions.slice(0, MOST_SUBMISSIONS)) {
    const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.content), 0);
    const fits = bytes <= CODE_LIMIT_BYTES && files.every(({ content }) => !content.includes('\0'));
    if (language !== null && judged(language) && fits) checks.push({ path, language, files, expects });
    else left.push(path);
  }
  left.push(...pkg.submissions.slice(MOST_SUBMISSIONS).map(({ path }) => path));
  if (left.length > 0) {
    const named = left.slice(0, 3).join(', ');
    const more = left.length > 3 ? ` and ${left.length - 3} more` : '';
    warnings.push(`${named}${more} cannot be tried here: the language is not judged, or there is too much of it.`);
  }
  return { checks, warnings };
}
