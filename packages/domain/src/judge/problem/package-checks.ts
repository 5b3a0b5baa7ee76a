import type { Language } from '@docket/contracts/http/languages';
import { CODE_LIMIT_BYTES, type SourceFile } from '@docket/contracts/http/submissions';
import type { PoolClient } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import type { ExpectedVerdict, PackageSubmission, ProblemPackage } from '@docket/problem-package/types';

/** More sample submissions than this are not tried: each is judged on all tests. */
const MOST_SUBMISSIONS = 100;

type Check = {
  readonly path: string;
  readonly language: string;
  /** None: the check program itself, whose sources are stored with the version. */
  readonly files: readonly SourceFile[];
  readonly expected: ExpectedVerdict | null;
  /** The least and the most points that are promised. */
  readonly score: PackageSubmission['score'];
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
    if (judged(language)) checks.push({ path, language, files: [], expected: null, score: null });
    else
      warnings.push(`${path} is written in ${language}, which no worker here has: submissions end with a judge error.`);
  }
  const left: string[] = [];
  for (const { path, language, files, expected, score } of pkg.submissions.slice(0, MOST_SUBMISSIONS)) {
    const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.content), 0);
    const fits = bytes <= CODE_LIMIT_BYTES && files.every(({ content }) => !content.includes('\0'));
    if (language !== null && judged(language) && fits) checks.push({ path, language, files, expected, score });
    else left.push(path);
  }
  left.push(...pkg.submissions.slice(MOST_SUBMISSIONS).map(({ path }) => path));
  if (left.length > 0) {
    const named = left.slice(0, 3).join(', ');
    const more = left.length > 3 ? ` and ${left.length - 3} more` : '';
    warnings.push(`${named}${more} cannot be tried here: the language is not judged, or there is too much of it.`);
  }
  if (checks.length > 0) {
    const programs = checks.length === 1 ? 'One program' : `${checks.length} programs`;
    warnings.push(
      `${programs} of the package will be tried when the judge has time; faults are shown on the problem's page.`,
    );
  }
  return { checks, warnings };
}

/** Puts the checks of a new version into the queue, in the transaction that writes the version. */
export async function startChecks(
  client: PoolClient,
  input: { readonly problemId: string; readonly version: number; readonly importer: string | null },
  planned: PlannedChecks,
): Promise<void> {
  const { problemId, version, importer } = input;
  await client.query('SELECT start_package_checks($1, $2, $3, $4)', [
    problemId,
    version,
    importer,
    JSON.stringify(planned.checks.map((check) => ({ id: newId(), ...check }))),
  ]);
}

type CheckRow = {
  path: string;
  files: readonly SourceFile[];
  expected: string | null;
  low: number | null;
  high: number | null;
  /** Null where the judge's task is no longer kept. */
  language: string | null;
};

/** Is what would be tried of the package the same that was tried, or is being tried, of this version? */
export async function areChecksKnown(
  client: PoolClient,
  { problemId, version }: { readonly problemId: string; readonly version: number },
  planned: PlannedChecks,
): Promise<boolean> {
  const { rows } = await client.query<CheckRow>(
    `SELECT c.path, c.files, c.expected, c.score_low AS low, c.score_high AS high, t.language
       FROM package_checks c LEFT JOIN judge_tasks t ON t.id = c.id WHERE c.problem_id = $1 AND c.version = $2`,
    [problemId, version],
  );
  const known = new Map(rows.map((row) => [row.path, row]));
  return (
    rows.length === planned.checks.length &&
    planned.checks.every((check) => {
      const row = known.get(check.path);
      if (row === undefined || (row.language ?? check.language) !== check.language) return false;
      const score = row.low === null || row.high === null ? null : [row.low, row.high];
      return promise(row.files, row.expected, score) === promise(check.files, check.expected, check.score);
    })
  );
}

function promise(files: readonly SourceFile[], expected: string | null, score: readonly number[] | null): string {
  return JSON.stringify([files.map(({ name, content }) => [name, content]), expected, score]);
}

/**
 * Tries other programs for a version that there is already: its test data are the same, so submissions keep their verdicts.
 * What was promised before no longer counts, and what trying it has shown is forgotten; a program that is under way ends unheeded.
 */
export async function restartChecks(
  client: PoolClient,
  input: { readonly problemId: string; readonly version: number; readonly importer: string | null },
  planned: PlannedChecks,
): Promise<void> {
  const { problemId, version } = input;
  const which = [problemId, version];
  // Tasks before the version, in the order in which the end of a check takes them.
  await client.query(
    `UPDATE judge_tasks t SET status = 'ENDED', ended_at = clock_timestamp(), attempt = t.attempt + 1
       FROM package_checks c WHERE c.id = t.id AND c.problem_id = $1 AND c.version = $2 AND t.status = 'QUEUED'`,
    which,
  );
  await client.query('SELECT FROM problem_versions WHERE problem_id = $1 AND version = $2 FOR NO KEY UPDATE', which);
  await client.query(
    `DELETE FROM package_checks c WHERE c.problem_id = $1 AND c.version = $2
        AND NOT EXISTS (SELECT FROM judge_tasks t WHERE t.id = c.id AND t.status <> 'ENDED')`,
    which,
  );
  await client.query(
    `UPDATE package_checks SET expected = NULL, score_low = NULL, score_high = NULL WHERE problem_id = $1 AND version = $2`,
    which,
  );
  await client.query(
    'DELETE FROM problem_faults WHERE problem_id = $1 AND version = $2 AND submission_id IS NULL',
    which,
  );
  if (planned.checks.length > 0) await startChecks(client, input, planned);
}
