import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { RunCase, RunStatus } from '@docket/contracts/http/runs';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { storable, storableJson } from '../../spine/storable.ts';

/** Who writes: a run and the attempt that was claimed. */
type RunClaim = { readonly runId: string; readonly attempt: number };
type Told = { told: boolean };

const progressStatement = prepare('progress_run', 'SELECT progress_run($1, $2, $3, $4) AS told').rows<Told>();
const finishStatement = prepare(
  'finish_run',
  'SELECT finish_run($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS told',
).rows<Told>();

/** Adds cases that ran and renews the lease. @returns false when this attempt no longer runs: stop, nothing was written. */
export async function recordRunProgress(
  ctx: Ctx,
  claim: RunClaim,
  progress: { readonly cases: readonly RunCase[]; readonly leaseSeconds: number },
): Promise<boolean> {
  const [row] = await progressStatement(ctx.db.pool, [
    claim.runId,
    claim.attempt,
    storableJson(progress.cases),
    progress.leaseSeconds,
  ]);
  return row?.told === true;
}

export type RunEnd = {
  readonly status: Extract<RunStatus, 'DONE' | 'CE' | 'IE'>;
  readonly reason: string | null;
  readonly compileLog: string | null;
  /** Cases not recorded by `recordRunProgress`. */
  readonly cases: readonly RunCase[];
};

/** Ends a run and writes the event that tells of it, in one transaction, once. @returns false when the attempt was overtaken. */
export async function finishRun(
  ctx: Ctx,
  claim: RunClaim,
  end: RunEnd,
  event: { readonly channel: string; readonly envelope: EventEnvelope<'run.updated'> },
): Promise<boolean> {
  const { channel, envelope } = event;
  const [row] = await finishStatement(ctx.db.pool, [
    claim.runId,
    claim.attempt,
    end.status,
    end.reason,
    end.compileLog === null ? null : storable(end.compileLog),
    storableJson(end.cases),
    envelope.id,
    envelope.type,
    channel,
    storableJson(envelope),
  ]);
  const written = row?.told === true;
  if (written) ctx.dispatch([{ topic: 'event', id: envelope.id, channel, envelope }]);
  return written;
}
