import type { ProblemDetail } from '@docket/contracts/http/problem';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { storable } from '../../spine/storable.ts';

// At most 100 kinds per version: what is wrong on every test need not be told a thousand times.
const noteStatement = prepare(
  'write_problem_fault',
  `INSERT INTO problem_faults AS f (problem_id, version, reason, message, submission_id)
   SELECT $1, $2, left($3, 1000), $4, $5::uuid
    WHERE (SELECT count(*) FROM problem_faults x WHERE x.problem_id = $1 AND x.version = $2) < 100
   ON CONFLICT (problem_id, version, reason) DO UPDATE
     SET times = f.times + 1, last_at = clock_timestamp(), message = excluded.message, submission_id = excluded.submission_id`,
);

export type ProblemFault = {
  readonly problemId: string;
  readonly version: number;
  readonly reason: string;
  /** What the program or the compiler said; may quote the answer. */
  readonly message: string | null;
  /** Null: of no submission, but of a program that was checked after the import. */
  readonly submissionId: string | null;
};

/** Notes for a problem's setter what went wrong through the package. Nobody waits for it and no verdict depends on it. */
export async function noteProblemFault(ctx: Pick<Ctx, 'db'>, fault: ProblemFault): Promise<void> {
  await writeProblemFault(ctx.db.pool, fault);
}

/** Notes it in a transaction under way. */
export async function writeProblemFault(on: Pool | PoolClient, fault: ProblemFault): Promise<void> {
  const message = fault.message === null ? null : storable(fault.message);
  await noteStatement(on, [fault.problemId, fault.version, storable(fault.reason), message, fault.submissionId]);
}

const listStatement = prepare(
  'problem_faults',
  `SELECT f.reason, f.message, f.submission_id, f.times, f.last_at
     FROM problem_faults f WHERE f.problem_id = $1 AND f.version = $2 ORDER BY f.last_at DESC LIMIT 20`,
);

/** Faults of a version, latest first. For setters and admins: messages may quote answers. */
export async function listProblemFaults(
  ctx: Pick<Ctx, 'db'>,
  { problemId, version }: { readonly problemId: string; readonly version: number },
): Promise<NonNullable<ProblemDetail['faults']>> {
  const rows = await listStatement(ctx.db.pool, [problemId, version]);
  return rows.map((row) => ({
    reason: row.reason,
    message: row.message,
    submissionId: row.submission_id,
    times: row.times,
    lastAt: row.last_at.toISOString(),
  }));
}
