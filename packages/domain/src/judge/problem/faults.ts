import type { ProblemDetail } from '@docket/contracts/http/problems';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { storable } from '../../spine/storable.ts';

const noteStatement = prepare('note_problem_fault', 'SELECT note_problem_fault($1, $2, $3, $4, $5)');

/** Notes for a problem's setter what went wrong through the package. Nobody waits for it and no verdict depends on it. */
export async function noteProblemFault(
  ctx: Pick<Ctx, 'db'>,
  fault: {
    readonly problemId: string;
    readonly version: number;
    readonly reason: string;
    /** What the program or the compiler said; may quote the answer. */
    readonly message: string | null;
    /** Null: of no submission, but of a program that was checked after the import. */
    readonly submissionId: string | null;
  },
): Promise<void> {
  const message = fault.message === null ? null : storable(fault.message);
  await noteStatement(ctx.db.pool, [
    fault.problemId,
    fault.version,
    storable(fault.reason),
    message,
    fault.submissionId,
  ]);
}

type Row = { reason: string; message: string | null; submission_id: string | null; times: number; last_at: Date };

const listStatement = prepare(
  'problem_faults',
  `SELECT f.reason, f.message, f.submission_id, f.times, f.last_at
     FROM problem_faults f JOIN problems p ON p.id = f.problem_id AND p.current_version = f.version
    WHERE f.problem_id = $1 ORDER BY f.last_at DESC LIMIT 20`,
).rows<Row>();

/** Faults of the current version, latest first. For setters and admins: messages may quote answers. */
export async function listProblemFaults(
  ctx: Pick<Ctx, 'db'>,
  problemId: string,
): Promise<NonNullable<ProblemDetail['faults']>> {
  const rows = await listStatement(ctx.db.pool, [problemId]);
  return rows.map((row) => ({
    reason: row.reason,
    message: row.message,
    submissionId: row.submission_id,
    times: row.times,
    lastAt: row.last_at.toISOString(),
  }));
}
