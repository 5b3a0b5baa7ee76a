import { userChannel } from '@docket/contracts/events/envelope';
import type { SetterFault, SetterProgress, SetterResult } from '@docket/contracts/judge/setter-job';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type NewEvent } from '../../spine/emit.ts';
import { storable, storableJson } from '../../spine/storable.ts';
import { writeProblemFault } from '../problem/faults.ts';
import { tellChecked } from '../problem/tell-checked.ts';
import { endTask, KEEPS } from '../queue/hold.ts';
import type { ClaimedTool } from './claim.ts';

/** Who writes: a job and the attempt that was claimed. */
type ToolClaim = Pick<ClaimedTool, 'jobId' | 'attempt' | 'userId' | 'problemId' | 'problemVersion' | 'asked'>;

const progressStatement = prepare(
  'setter_job_progress',
  `WITH ${KEEPS} UPDATE setter_jobs j SET progress = $4 FROM held WHERE held.ours AND j.id = $1 RETURNING j.id`,
);
const sliceStatement = prepare(
  'setter_job_slice',
  `WITH ${KEEPS}
   UPDATE setter_jobs j SET state = $4, progress = $5, slices = j.slices + 1 FROM held WHERE held.ours AND j.id = $1 RETURNING j.id`,
);
const finishStatement = prepare(
  'setter_job_finish',
  `UPDATE setter_jobs j SET status = $2, result = $3, fault = $4, progress = NULL, state = NULL, finished_at = clock_timestamp()
    WHERE j.id = $1 AND j.status = 'RUNNING' RETURNING j.id`,
);
// One ending at a time per version, as where a program of it has been tried.
export const lockVersionStatement = prepare(
  'lock_version_of_job',
  'SELECT FROM problem_versions WHERE problem_id = $1 AND version = $2 FOR NO KEY UPDATE',
);

/** Notes how far it is and renews the lease. @returns false when this attempt no longer works on it: stop, nothing was written */
export async function recordToolProgress(
  ctx: Ctx,
  { jobId, attempt }: ToolClaim,
  progress: SetterProgress,
  leaseSeconds: number,
): Promise<boolean> {
  const rows = await progressStatement(ctx.db.pool, [jobId, attempt, leaseSeconds, storableJson(progress)]);
  return rows.length > 0;
}

/** Lays down where the next slice begins, whoever works on it then. @returns false as `recordToolProgress` */
export async function recordToolSlice(
  ctx: Ctx,
  { jobId, attempt }: ToolClaim,
  slice: { readonly state: unknown; readonly progress: SetterProgress; readonly leaseSeconds: number },
): Promise<boolean> {
  const { state, progress, leaseSeconds } = slice;
  const rows = await sliceStatement(ctx.db.pool, [
    jobId,
    attempt,
    leaseSeconds,
    storableJson({ work: state, progress }),
    storableJson(progress),
  ]);
  return rows.length > 0;
}

type ToolEnd = { readonly result: SetterResult } | { readonly fault: SetterFault };

/** What of a result or fault its setter finds among the faults of the version. */
function faultsOf(end: ToolEnd): readonly { readonly reason: string; readonly message: string | null }[] {
  if ('fault' in end) return [{ reason: end.fault.message, message: null }];
  if (end.result.kind !== 'data') return [];
  const { rejected, wronglyAccepted, differing } = end.result;
  return [
    ...rejected.map(({ test, program, message }) => ({
      reason: `${program} does not accept data/${test}.in`,
      message: message === '' ? null : message,
    })),
    ...wronglyAccepted.map((path) => ({ reason: `no input validator refuses ${path}`, message: null })),
    ...differing.map((test) => ({
      reason: `generators.yaml makes another data/${test}.in than the package has`,
      message: null,
    })),
  ];
}

/**
 * Ends a job with what it found or why it failed, in one transaction with the event that tells of it, once. What is wrong with the data of a version
 * becomes its faults, and the version may be published by itself if that was all that it waited for.
 * @returns false when this attempt no longer works on it: nothing was written
 */
export async function finishTool(ctx: Ctx, claim: ToolClaim, end: ToolEnd): Promise<boolean> {
  const { jobId, attempt, problemId, problemVersion: version } = claim;
  return change(ctx, async (tx) => {
    if (!(await endTask(tx.client, { taskId: jobId, attempt }))) return false;
    await lockVersionStatement(tx.client, [problemId, version]);
    const failed = 'fault' in end;
    const ended = await finishStatement(tx.client, [
      jobId,
      failed ? 'FAILED' : 'DONE',
      failed ? null : storableJson(end.result),
      failed ? storableJson(end.fault) : null,
    ]);
    if (ended.length === 0) return true;
    const fault = failed ? { ...end.fault, message: storable(end.fault.message) } : null;
    tx.emit(toolNews(claim, { status: failed ? 'FAILED' : 'DONE', progress: null, fault }));
    if (claim.asked.kind !== 'data') return true;
    for (const one of faultsOf(end))
      await writeProblemFault(tx.client, { problemId, version, submissionId: null, ...one });
    await tellChecked(tx, { problemId, version });
    return true;
  });
}

/** What there is to tell of a job. */
export function toolNews(
  { jobId, userId, problemId, problemVersion: version, asked }: Omit<ToolClaim, 'attempt'>,
  news: Pick<NewEvent<'setter-job.updated'>['data'], 'status' | 'progress' | 'fault'>,
): NewEvent<'setter-job.updated'> {
  return {
    channel: userChannel(userId),
    type: 'setter-job.updated',
    data: { userId, jobId, problemId, version, kind: asked.kind, ...news },
  };
}
