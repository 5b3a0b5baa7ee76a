import type { SourceFile } from '@docket/contracts/http/submission';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Tx } from '../../spine/emit.ts';
import { storableJson } from '../../spine/storable.ts';
import { enqueueTasks } from '../queue/enqueue.ts';
import { withdrawTasks } from '../queue/hold.ts';
import type { Expectation } from '@docket/problem-package/types';
import type { PlannedChecks } from './plan-checks.ts';
import { storedExpectations } from './stored-expectations.ts';

/** Whose line checks queue in that nobody imported. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Wake-ups for a start; slots that found work go on by themselves. */
const WAKES = 2;

const writeStatement = prepare(
  'write_package_checks',
  `INSERT INTO package_checks (id, problem_id, version, path, language, files, expects)
   SELECT c.id, $1, $2, c.path, c.language, c.files, c.expects
     FROM jsonb_to_recordset($3) AS c(id uuid, path text, language text, files jsonb, expects jsonb)`,
);

/** A version and who brought it. */
type Brought = { readonly problemId: string; readonly version: number; readonly importer: string | null };

/** Puts the checks of a new version into the queue, in the transaction that writes the version. Those of versions before that still wait end. */
export async function startChecks(
  tx: Tx,
  { problemId, version, importer }: Brought,
  planned: PlannedChecks,
): Promise<void> {
  const before = await tx.client.query<{ id: string }>('SELECT id FROM package_checks WHERE problem_id = $1', [
    problemId,
  ]);
  await withdrawTasks(
    tx.client,
    before.rows.map(({ id }) => id),
    ['QUEUED'],
  );
  const checks = planned.checks.map((check) => ({ id: newId(), ...check }));
  await writeStatement(tx.client, [problemId, version, storableJson(checks)]);
  await enqueueTasks(tx.client, { kind: 'check', class: 'rejudge', userId: importer ?? NOBODY }, checks);
  for (const { id } of checks.slice(0, WAKES)) tx.enqueue({ name: 'judge.wake', payload: { taskId: id } });
}

type CheckRow = {
  path: string;
  files: readonly SourceFile[];
  /** Null of those that were tried when a promise was one verdict. */
  expects: unknown;
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
    `SELECT c.path, c.files, c.expects, t.language
       FROM package_checks c LEFT JOIN judge_tasks t ON t.id = c.id WHERE c.problem_id = $1 AND c.version = $2`,
    [problemId, version],
  );
  const known = new Map(rows.map((row) => [row.path, row]));
  return (
    rows.length === planned.checks.length &&
    planned.checks.every((check) => {
      const row = known.get(check.path);
      if (row === undefined || (row.language ?? check.language) !== check.language) return false;
      if (row.expects === null) return false;
      return promise(row.files, storedExpectations.parse(row.expects)) === promise(check.files, check.expects);
    })
  );
}

function promise(files: readonly SourceFile[], expects: readonly Expectation[]): string {
  const promised = expects.map((one) => [
    one.by,
    one.tests,
    one.permitted,
    one.required,
    one.score,
    one.message,
    one.partial,
  ]);
  return JSON.stringify([files.map(({ name, content }) => [name, content]), promised]);
}

/**
 * Tries other programs for a version that there is already: its test data are the same, so submissions keep their verdicts.
 * What was promised before no longer counts, and what trying it has shown is forgotten; a program that is under way ends unheeded.
 */
export async function restartChecks(tx: Tx, brought: Brought, planned: PlannedChecks): Promise<void> {
  const which = [brought.problemId, brought.version];
  const on = tx.client;
  // Tasks before the version, in the order in which the end of a check takes them.
  const before = await on.query<{ id: string }>(
    'SELECT id FROM package_checks WHERE problem_id = $1 AND version = $2',
    which,
  );
  await withdrawTasks(
    on,
    before.rows.map(({ id }) => id),
    ['QUEUED'],
  );
  await on.query('SELECT FROM problem_versions WHERE problem_id = $1 AND version = $2 FOR NO KEY UPDATE', which);
  await on.query(
    `DELETE FROM package_checks c WHERE c.problem_id = $1 AND c.version = $2
        AND NOT EXISTS (SELECT FROM judge_tasks t WHERE t.id = c.id AND t.status <> 'ENDED')`,
    which,
  );
  await on.query(
    `UPDATE package_checks SET expected = NULL, score_low = NULL, score_high = NULL, expects = '[]' WHERE problem_id = $1 AND version = $2`,
    which,
  );
  await on.query('DELETE FROM problem_faults WHERE problem_id = $1 AND version = $2 AND submission_id IS NULL', which);
  if (planned.checks.length > 0) await startChecks(tx, brought, planned);
}
