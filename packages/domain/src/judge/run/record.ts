import type { RunCase, RunStatus } from '@docket/contracts/http/run';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { owedEvent, type NewEvent } from '../../spine/emit.ts';
import { storable, storableJson } from '../../spine/storable.ts';
import { ENDS, KEEPS } from '../queue/hold.ts';

/** Who writes: a run and the attempt that was claimed. */
type RunClaim = { readonly runId: string; readonly attempt: number };

const progressStatement = prepare(
  'run_progress',
  `WITH ${KEEPS}
   UPDATE runs r SET status = 'RUNNING', cases = r.cases || $4::jsonb FROM held WHERE held.ours AND r.id = $1 RETURNING r.id`,
);
// One statement, because somebody looks at the screen and waits.
const finishStatement = prepare(
  'run_finish',
  `WITH ${ENDS},
        run AS (UPDATE runs r SET status = $3, reason = $4, compile_log = $5, cases = r.cases || $6::jsonb, finished_at = clock_timestamp()
                  FROM held WHERE held.ours AND r.id = $1 RETURNING r.id)
   INSERT INTO outbox (id, topic, name, channel, payload) SELECT $7::uuid, 'event', $8, $9, $10::jsonb FROM run RETURNING id`,
);

/** Adds cases that ran and renews the lease. @returns false when this attempt no longer runs: stop, nothing was written. */
export async function recordRunProgress(
  ctx: Ctx,
  claim: RunClaim,
  progress: { readonly cases: readonly RunCase[]; readonly leaseSeconds: number },
): Promise<boolean> {
  const rows = await progressStatement(ctx.db.pool, [
    claim.runId,
    claim.attempt,
    progress.leaseSeconds,
    storableJson(progress.cases),
  ]);
  return rows.length > 0;
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
  event: NewEvent<'run.updated'>,
): Promise<boolean> {
  const owed = owedEvent(ctx, event);
  const rows = await finishStatement(ctx.db.pool, [
    claim.runId,
    claim.attempt,
    end.status,
    end.reason === null ? null : storable(end.reason),
    end.compileLog === null ? null : storable(end.compileLog),
    storableJson(end.cases),
    owed.id,
    owed.envelope.type,
    owed.channel,
    storableJson(owed.envelope),
  ]);
  const written = rows.length > 0;
  if (written) ctx.dispatch([owed]);
  return written;
}
