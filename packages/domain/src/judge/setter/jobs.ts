import { DocketError } from '@docket/contracts/errors';
import type { SetterJob } from '@docket/contracts/http/setter';
import {
  setterFault,
  setterJobAsked,
  setterJobStatus,
  setterProgress,
  setterResult,
} from '@docket/contracts/judge/setter-job';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { findOwnProblem } from '../problem/authority.ts';
import { tellChecked } from '../problem/tell-checked.ts';
import { withdrawTasks } from '../queue/hold.ts';
import { lockVersionStatement, toolNews } from './record.ts';

type Row = {
  id: string;
  problem_id: string;
  version: number;
  user_id: string | null;
  asked: unknown;
  status: string;
  progress: unknown;
  result: unknown;
  fault: unknown;
  created_at: Date;
  finished_at: Date | null;
};

const columns =
  'j.id, j.problem_id, j.version, j.user_id, j.asked, j.status, j.progress, j.result, j.fault, j.created_at, j.finished_at';
const listStatement = prepare(
  'setter_jobs_of_problem',
  `SELECT ${columns} FROM setter_jobs j WHERE j.problem_id = $1 ORDER BY j.created_at DESC, j.id DESC LIMIT 20`,
).rows<Row>();
const oneStatement = prepare(
  'setter_job',
  `SELECT ${columns} FROM setter_jobs j WHERE j.problem_id = $1 AND j.id = $2`,
).rows<Row>();
const cancelStatement = prepare(
  'cancel_setter_job',
  `UPDATE setter_jobs SET status = 'CANCELLED', progress = NULL, state = NULL, finished_at = clock_timestamp()
    WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING id`,
);

function toJob(row: Row): SetterJob {
  const asked = setterJobAsked.parse(row.asked);
  return {
    jobId: row.id,
    problemId: row.problem_id,
    version: row.version,
    kind: asked.kind,
    status: setterJobStatus.parse(row.status),
    asked,
    progress: setterProgress.nullable().parse(row.progress),
    result: setterResult.nullable().parse(row.result),
    fault: setterFault.nullable().parse(row.fault),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** The latest jobs of a problem. The caller was found to set it. */
export async function jobsOf(ctx: Pick<Ctx, 'db'>, problemId: string): Promise<SetterJob[]> {
  return (await listStatement(ctx.db.pool, [problemId])).map(toJob);
}

async function findJob(ctx: Ctx, input: { readonly slug: string; readonly jobId: string }) {
  const problem = await findOwnProblem(ctx, input.slug);
  const [row] = await oneStatement(ctx.db.pool, [problem.id, input.jobId]);
  if (row === undefined)
    throw new DocketError('setter_job_not_found', 'The problem has no such job; the latest fifty are kept.');
  return row;
}

/** @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`, `setter_job_not_found` */
export async function getSetterJob(
  ctx: Ctx,
  input: { readonly slug: string; readonly jobId: string },
): Promise<SetterJob> {
  return toJob(await findJob(ctx, input));
}

/** Ends a job over the head of whoever works on it; one that is over stays as it is. @throws DocketError as `getSetterJob` */
export async function cancelSetterJob(
  ctx: Ctx,
  input: { readonly slug: string; readonly jobId: string },
): Promise<void> {
  const row = await findJob(ctx, input);
  const { jobId, problemId, version, asked } = toJob(row);
  await change(ctx, async (tx) => {
    await withdrawTasks(tx.client, [jobId]);
    await lockVersionStatement(tx.client, [problemId, version]);
    const [ended] = await cancelStatement(tx.client, [jobId]);
    if (ended === undefined) return;
    if (row.user_id !== null)
      tx.emit(
        toolNews(
          { jobId, userId: row.user_id, problemId, problemVersion: version, asked },
          { status: 'CANCELLED', progress: null, fault: null },
        ),
      );
    if (asked.kind === 'data') await tellChecked(tx, { problemId, version });
  });
}
