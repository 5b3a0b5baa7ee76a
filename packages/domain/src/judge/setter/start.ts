import { DocketError } from '@docket/contracts/errors';
import type { SetterJob } from '@docket/contracts/http/setter';
import { SETTER_JOB_LIMITS, type SetterJobAsked } from '@docket/contracts/judge/setter-job';
import { TOOLS_LANGUAGE } from '@docket/contracts/judge/task';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { storableJson } from '../../spine/storable.ts';
import { findOwnProblem } from '../problem/authority.ts';
import { enqueueTasks } from '../queue/enqueue.ts';
import { withdrawTasks } from '../queue/hold.ts';
import { draining } from '../queue/refusals.ts';
import { getSetterJob } from './jobs.ts';

/** Whose line jobs queue in that nobody asked for. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Jobs of a problem that are kept when they are over. */
const KEPT = 50;

// Those of one user come one after the other, or each of several sent together would not see the others.
const lineStatement = prepare('setter_line', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 7402))');
// A problem that is being deleted comes first, or waits and then finds the job.
const keepProblemStatement = prepare(
  'keep_problem_of_job',
  'SELECT p.id FROM problems p WHERE p.id = $1 FOR KEY SHARE',
);
const insertStatement = prepare(
  'start_setter_job',
  `INSERT INTO setter_jobs (id, problem_id, version, user_id, kind, asked)
   SELECT $1, $2, coalesce(p.next_version, p.current_version), $3::uuid, $4, $5 FROM problems p
    WHERE p.id = $2
      AND ($4 = 'data' OR (SELECT count(*) FROM setter_jobs j WHERE j.user_id = $3::uuid AND j.kind <> 'data' AND j.status IN ('QUEUED', 'RUNNING')) < $6)
      AND (SELECT count(*) FROM setter_jobs j WHERE j.user_id = $3::uuid AND (j.kind = 'data') = ($4 = 'data') AND j.created_at > clock_timestamp() - interval '1 day') < $7
   ON CONFLICT DO NOTHING RETURNING id`,
);
const knownStatement = prepare(
  'known_setter_job',
  `SELECT j.id, j.problem_id FROM setter_jobs j JOIN problems p ON p.id = j.problem_id
    WHERE j.id = $1 OR ($3 = 'data' AND j.kind = 'data' AND j.problem_id = $2 AND j.version = coalesce(p.next_version, p.current_version)
                        AND j.status IN ('QUEUED', 'RUNNING'))
    ORDER BY j.id = $1 DESC LIMIT 1`,
);
const tidyStatement = prepare(
  'tidy_setter_jobs',
  `DELETE FROM setter_jobs j WHERE j.problem_id = $1 AND j.finished_at IS NOT NULL
      AND j.id NOT IN (SELECT k.id FROM setter_jobs k WHERE k.problem_id = $1 ORDER BY k.created_at DESC LIMIT $2)`,
);
const drainingStatement = prepare('setter_draining', 'SELECT c.draining FROM judge_control c');

/**
 * Starts a job on the newest version of a problem, under an id of the caller's. The same id again starts nothing more; neither do data that are being looked
 * at already, whose job is the answer then.
 * @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`, `setter_job_not_found` (the id is another problem's), `setter_jobs_full`
 * (with retryAfter), `queue_draining`
 */
export async function startSetterJob(
  ctx: Ctx,
  input: { readonly slug: string; readonly jobId: string; readonly asked: SetterJobAsked },
): Promise<SetterJob> {
  const problem = await findOwnProblem(ctx, input.slug);
  const { userId } = requireUser(ctx);
  const { asked } = input;
  const jobId = await change(ctx, async (tx) => {
    await lineStatement(tx.client, [userId]);
    const [kept] = await keepProblemStatement(tx.client, [problem.id]);
    if (kept === undefined) throw new DocketError('problem_not_found', 'The problem was deleted.');
    const [known] = await knownStatement(tx.client, [input.jobId, problem.id, asked.kind]);
    if (known !== undefined) {
      if (known.problem_id === problem.id) return known.id;
      throw new DocketError('setter_job_not_found', 'The id is that of another job. Make a new one.');
    }
    const [control] = await drainingStatement(tx.client, []);
    if (control?.draining === true) throw draining();
    const rows = await insertStatement(tx.client, [
      input.jobId,
      problem.id,
      userId,
      asked.kind,
      storableJson(asked),
      SETTER_JOB_LIMITS.open,
      SETTER_JOB_LIMITS.daily,
    ]);
    if (rows.length === 0)
      throw new DocketError(
        'setter_jobs_full',
        `At most ${SETTER_JOB_LIMITS.open} of your jobs may be open and ${SETTER_JOB_LIMITS.daily} started in a day. Wait for one to end, or cancel it.`,
        { retryAfter: 10 },
      );
    await queue(tx, input.jobId, userId);
    await tidyStatement(tx.client, [problem.id, KEPT]);
    return input.jobId;
  });
  return getSetterJob(ctx, { slug: input.slug, jobId });
}

async function queue(tx: Tx, id: string, userId: string): Promise<void> {
  await enqueueTasks(tx.client, { kind: 'tool', class: 'rejudge', userId }, [{ id, language: TOOLS_LANGUAGE }]);
  tx.enqueue({ name: 'judge.wake', payload: { taskId: id } });
}

const openStatement = prepare(
  'end_open_data_jobs',
  `UPDATE setter_jobs SET status = 'CANCELLED', finished_at = clock_timestamp()
    WHERE problem_id = $1 AND kind = 'data' AND status IN ('QUEUED', 'RUNNING') RETURNING id`,
);
const importedStatement = prepare(
  'start_data_job',
  `INSERT INTO setter_jobs (id, problem_id, version, user_id, kind, asked) VALUES ($1, $2, $3, $4, 'data', '{"kind": "data"}')`,
);

/** Has the data of a version looked at that is being imported, in the transaction that writes it. `endDataJobs` was called in it before. */
export async function startDataJob(
  tx: Tx,
  {
    problemId,
    version,
    importer,
  }: { readonly problemId: string; readonly version: number; readonly importer: string | null },
): Promise<void> {
  const id = newId();
  await importedStatement(tx.client, [id, problemId, version, importer]);
  await queue(tx, id, importer ?? NOBODY);
}

/** What is being found out of versions before counts no more. */
export async function endDataJobs(client: PoolClient, problemId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM setter_jobs WHERE problem_id = $1 AND kind = 'data' AND status IN ('QUEUED', 'RUNNING')`,
    [problemId],
  );
  // Tasks first, as where one ends.
  await withdrawTasks(
    client,
    rows.map(({ id }) => id),
  );
  await openStatement(client, [problemId]);
}
