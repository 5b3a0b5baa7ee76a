import type { TestResultDetail } from '@docket/contracts/http/submission';
import type { CompileEvidence } from '@docket/contracts/judge/evidence';
import type { FinalVerdict, TestVerdict } from '@docket/contracts/judge/verdict';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import { owedEvent, owedJob, type NewEvent } from '../../spine/emit.ts';
import { storable, storableJson } from '../../spine/storable.ts';
import { KEEPS } from '../queue/hold.ts';

/** Who writes: what is judged, and the attempt that was claimed. */
export type Claim = { readonly submissionId: string; readonly attempt: number };

export type Progress = {
  readonly status: 'COMPILING' | 'RUNNING';
  readonly testsDone: number;
  readonly tests: readonly TestResultDetail[];
  readonly leaseSeconds: number;
};

/** How a program of a package did on what it was tried on. */
export type Trial = {
  readonly tests: readonly {
    readonly name: string;
    readonly verdict: TestVerdict;
    readonly cpuMs: number;
    /** What the check program told the judges. */
    readonly message: string | null;
  }[];
  /** Points by group and of the whole; empty where there are none. */
  readonly points: readonly { readonly group: string | null; readonly score: number }[];
  /** Accepted by the package's own rules, for less than all points. */
  readonly partial: boolean;
};

export type Verdict = {
  readonly status: FinalVerdict;
  readonly reason: string | null;
  readonly cpuMs: number | null;
  readonly memoryBytes: number | null;
  readonly compileLog: string | null;
  readonly testsDone: number;
  /** Results not recorded by `recordProgress`. */
  readonly tests: readonly TestResultDetail[];
  /** Of a program of a package, what it did on all tests. */
  readonly trial?: Trial | undefined;
};

/** The event that tells an author of a verdict. */
export type VerdictEvent = NewEvent<'submission.updated'>;

/** Figures of a verdict, ready for their columns. */
export function verdictColumns({ status, reason, cpuMs, memoryBytes, compileLog }: Verdict) {
  return [
    status,
    reason === null ? null : storable(reason),
    cpuMs,
    memoryBytes === null ? null : Math.round(memoryBytes),
    compileLog === null ? null : storable(compileLog),
  ] as const;
}

const progressStatement = prepare(
  'submission_progress',
  `WITH ${KEEPS},
        noted AS (UPDATE submissions s SET status = $4, tests_done = $5 FROM held WHERE held.ours AND s.id = $1 RETURNING s.id)
   SELECT add_submission_tests(n.id, $2, $6) FROM noted n`,
);
const settleStatement = prepare(
  'settle_verdict',
  'SELECT v.told, v.wakes FROM settle_verdict($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) v',
);
const compileStatement = prepare(
  'submission_compile',
  `UPDATE submissions s SET compile = $3 FROM judge_tasks t
    WHERE s.id = $1 AND t.id = s.id AND t.attempt = $2 AND s.attempt = $2`,
);

/**
 * Notes results so far and renews the lease.
 * @returns false when this attempt no longer judges (cancelled, taken over): stop, nothing was written.
 */
export async function recordSubmissionProgress(ctx: Ctx, claim: Claim, progress: Progress): Promise<boolean> {
  const rows = await progressStatement(ctx.db.pool, [
    claim.submissionId,
    claim.attempt,
    progress.leaseSeconds,
    progress.status,
    progress.testsDone,
    storableJson(progress.tests),
  ]);
  return rows.length > 0;
}

/** Notes how the attempt was compiled; for evidence, nothing depends on it. */
export async function recordCompile(ctx: Ctx, claim: Claim, compile: CompileEvidence): Promise<void> {
  await compileStatement(ctx.db.pool, [claim.submissionId, claim.attempt, JSON.stringify(compile)]);
}

/**
 * Writes the verdict, the event that tells of it and its entry in the log of its scope, in one transaction, once.
 * @returns false when this attempt no longer judges: nothing was written and nothing may be told.
 */
export async function finishSubmission(
  ctx: Ctx,
  claim: Claim,
  verdict: Verdict,
  event: VerdictEvent,
): Promise<boolean> {
  const owed = owedEvent(ctx, event);
  const wakeId = newId();
  const [row] = await settleStatement(ctx.db.pool, [
    claim.submissionId,
    claim.attempt,
    ...verdictColumns(verdict),
    verdict.testsDone,
    storableJson(verdict.tests),
    owed.id,
    owed.envelope.type,
    owed.channel,
    storableJson(owed.envelope),
    wakeId,
  ]);
  const written = row?.told === true;
  if (written)
    ctx.dispatch(
      row.wakes === null
        ? [owed]
        : [owed, { ...owedJob({ name: 'scope.moved', payload: { scopeId: row.wakes } }), id: wakeId }],
    );
  return written;
}
