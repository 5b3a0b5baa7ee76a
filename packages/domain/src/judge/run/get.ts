import { DocketError } from '@docket/contracts/errors';
import { runCase, runStatus, type RunDetail } from '@docket/contracts/http/run';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { reasonFor } from '../problem/told-reason.ts';
import { PAUSED, readCapacity, waitOf } from '../queue/capacity.ts';

type RunRow = {
  id: string;
  user_id: string;
  problem_id: string | null;
  language: string;
  status: string;
  reason: string | null;
  attempt: number;
  compile_log: string | null;
  cases: unknown;
  cases_total: number;
  created_at: Date;
  finished_at: Date | null;
  ahead: number | null;
  paused: boolean;
};

const runStatement = prepare(
  'run_detail',
  `SELECT r.id, r.user_id, r.problem_id, r.language, r.status, r.reason, r.attempt, r.compile_log, r.cases, r.cases_total,
          r.created_at, r.finished_at, CASE WHEN r.status = 'QUEUED' THEN tasks_ahead(r.id) END AS ahead, ${PAUSED}
     FROM runs r WHERE r.id = $1 AND r.user_id = $2`,
).rows<RunRow>();

const storedCases = z.array(runCase);

/**
 * One of the caller's runs; nobody else has any business with it.
 * @throws DocketError unauthenticated, run_not_found
 */
export async function getRun(ctx: Ctx, input: { readonly id: string }): Promise<RunDetail> {
  const user = requireUser(ctx);
  const [row] = await runStatement(ctx.db.pool, [input.id, user.userId]);
  if (row === undefined)
    throw new DocketError('run_not_found', 'There is no such run among yours; runs are kept for a day.');
  const status = runStatus.parse(row.status);
  const cases = storedCases.parse(row.cases);
  return {
    runId: row.id,
    userId: row.user_id,
    problemId: row.problem_id,
    language: row.language,
    status,
    reason: reasonFor(status, row.reason),
    attempt: row.attempt,
    compileLog: row.compile_log,
    casesDone: cases.length,
    casesTotal: row.cases_total,
    cases,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    queuePosition: row.ahead,
    ...(row.ahead === null
      ? { expectedWaitSeconds: null }
      : waitOf(await readCapacity(ctx), { ahead: row.ahead, paused: row.paused, language: row.language })),
  };
}
