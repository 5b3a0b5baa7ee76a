import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { storableJson } from '../../spine/storable.ts';
import { ENDS, KEEPS } from '../queue/hold.ts';
import { verdictColumns, type Claim, type Progress, type Verdict } from '../submission/record.ts';

const progressStatement = prepare(
  'rejudge_progress',
  `WITH ${KEEPS}
   UPDATE rejudge_results r SET tests = r.tests || $4::jsonb FROM held WHERE held.ours AND r.id = $1 RETURNING r.id`,
);
const finishStatement = prepare(
  'rejudge_finish',
  `WITH ${ENDS},
        result AS (UPDATE rejudge_results r
                      SET new_status = $3, reason = $4, cpu_ms = $5, memory_bytes = $6, compile_log = $7, tests = r.tests || $8::jsonb
                     FROM held WHERE held.ours AND r.id = $1 RETURNING r.rejudge_id, (r.new_status <> r.old_status)::int AS changed)
   UPDATE rejudges r SET judged = r.judged + 1, changed = r.changed + result.changed, updated_at = clock_timestamp(),
                         status = CASE WHEN r.status = 'RUNNING' AND r.judged + 1 = r.total THEN 'READY' ELSE r.status END
     FROM result WHERE r.id = result.rejudge_id RETURNING r.id`,
);

/** Notes results beside the submission and renews the lease. @returns false when this attempt no longer judges */
export async function recordRejudgeProgress(ctx: Ctx, claim: Claim, progress: Progress): Promise<boolean> {
  const rows = await progressStatement(ctx.db.pool, [
    claim.submissionId,
    claim.attempt,
    progress.leaseSeconds,
    storableJson(progress.tests),
  ]);
  return rows.length > 0;
}

/** Writes the new verdict beside the submission, once; nobody is told. @returns false when this attempt no longer judges */
export async function finishRejudged(ctx: Ctx, claim: Claim, verdict: Verdict): Promise<boolean> {
  const rows = await finishStatement(ctx.db.pool, [
    claim.submissionId,
    claim.attempt,
    ...verdictColumns(verdict),
    storableJson(verdict.tests),
  ]);
  return rows.length > 0;
}
