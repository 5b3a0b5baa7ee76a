import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { TestResultDetail } from '@docket/contracts/http/submissions';
import type { CompileEvidence } from '@docket/contracts/judge/evidence';
import type { FinalVerdict } from '@docket/contracts/judge/verdict';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { storable, storableJson } from '../../spine/storable.ts';

/** Who writes: a submission and the attempt that was claimed. */
export type Claim = {
  readonly submissionId: string;
  readonly attempt: number;
  /** Judged in the shadow, or as part of a package, a verdict is told to nobody. */
  readonly kind?: 'submission' | 'rejudge' | 'check';
};

type Told = { told: boolean };

const progressStatement = prepare(
  'progress_submission',
  'SELECT progress_submission($1, $2, $3, $4, $5, $6) AS told',
).rows<Told>();
const finishStatement = prepare(
  'finish_submission',
  'SELECT finish_submission($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS told',
).rows<Told>();

/**
 * Notes results so far and renews the lease.
 * @returns false when this attempt no longer judges (cancelled, taken over): stop, nothing was written.
 */
export async function recordProgress(
  ctx: Ctx,
  claim: Claim,
  progress: {
    status: 'COMPILING' | 'RUNNING';
    testsDone: number;
    tests: readonly TestResultDetail[];
    leaseSeconds: number;
  },
): Promise<boolean> {
  const [row] = await progressStatement(ctx.db.pool, [
    claim.submissionId,
    claim.attempt,
    progress.status,
    progress.testsDone,
    storableJson(progress.tests),
    progress.leaseSeconds,
  ]);
  return row?.told === true;
}

const compileStatement = prepare('record_compile', 'SELECT record_compile($1, $2, $3)');

/** Notes how the attempt was compiled; for evidence, nothing depends on it. */
export async function recordCompile(ctx: Ctx, claim: Claim, compile: CompileEvidence): Promise<void> {
  await compileStatement(ctx.db.pool, [claim.submissionId, claim.attempt, JSON.stringify(compile)]);
}

export type Verdict = {
  readonly status: FinalVerdict;
  readonly reason: string | null;
  readonly cpuMs: number | null;
  readonly memoryBytes: number | null;
  readonly compileLog: string | null;
  readonly testsDone: number;
  /** Results not recorded by `recordProgress`. */
  readonly tests: readonly TestResultDetail[];
};

/**
 * Writes the verdict and the event that tells of it, in one transaction, once.
 * @returns false when this attempt no longer judges: nothing was written and nothing may be told.
 */
export async function finishSubmission(
  ctx: Ctx,
  claim: Claim,
  verdict: Verdict,
  event: { channel: string; envelope: EventEnvelope },
): Promise<boolean> {
  const [row] = await finishStatement(ctx.db.pool, [
    claim.submissionId,
    claim.attempt,
    verdict.status,
    verdict.reason,
    verdict.cpuMs,
    verdict.memoryBytes === null ? null : Math.round(verdict.memoryBytes),
    verdict.compileLog === null ? null : storable(verdict.compileLog),
    verdict.testsDone,
    storableJson(verdict.tests),
    event.envelope.id,
    event.envelope.type,
    event.channel,
    storableJson(event.envelope),
  ]);
  const written = row?.told === true;
  if (written && (claim.kind ?? 'submission') === 'submission')
    ctx.dispatch([{ topic: 'event', id: event.envelope.id, channel: event.channel, envelope: event.envelope }]);
  return written;
}
