import { userChannel } from '@docket/contracts/events/envelope';
import type { TestResultDetail } from '@docket/contracts/http/submissions';
import type { FinalVerdict } from '@docket/contracts/judge/verdict';
import type { Ctx } from '@docket/domain/ctx';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { finishSubmission } from '@docket/domain/judge/submission/record';
import { BoxFault } from '@docket/sandbox/box';
import type { Artifact, Sandbox } from '@docket/sandbox/sandbox';
import type { BlobCache } from './blob-cache.ts';
import { runLimitsOf } from './run-limits.ts';
import { runTest } from './run-test.ts';
import type { Story } from './story.ts';

export type JudgeDeps = { readonly sandbox: Sandbox; readonly blobs: BlobCache };

type Ending = { readonly status: FinalVerdict; readonly reason: string | null; readonly compileLog: string | null };

/** Ways an attempt ends without a verdict of ours: somebody else owns the submission now, or this process stops. */
export class AttemptLost extends Error {}

/** Faults of the sandbox are tried once more, in fresh boxes, before the submission gets IE. */
const TRIES = 2;

async function withFreshBox<T>(ctx: Ctx, what: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BoxFault) || attempt === TRIES) throw error;
      ctx.log.warn({ err: error, what }, 'the sandbox failed; trying once more in a fresh box');
    }
  }
}

/** Runs tests in order until the first that fails: in a pass-fail problem it decides. */
async function runTests(
  ctx: Ctx,
  deps: JudgeDeps,
  claim: ClaimedSubmission,
  artifact: Artifact,
  story: Story,
  lost: AbortSignal,
): Promise<TestResultDetail | undefined> {
  const limits = runLimitsOf(claim.limits);
  let next = 0;
  return withFreshBox(ctx, 'run', async () => {
    const program = await deps.sandbox.load(artifact);
    try {
      for (;;) {
        const test = claim.tests[next];
        if (test === undefined) return undefined;
        if (lost.aborted) throw new AttemptLost();
        const result = await runTest(program, test, limits, deps.blobs);
        next += 1;
        story.add(result);
        if (result.verdict !== 'AC') return result;
      }
    } finally {
      await program.close();
    }
  });
}

async function judge(
  ctx: Ctx,
  deps: JudgeDeps,
  claim: ClaimedSubmission,
  story: Story,
  lost: AbortSignal,
): Promise<Ending> {
  story.stage('COMPILING');
  const data = deps.blobs.prefetch(claim.tests.flatMap((test) => [test.inputHash, test.answerHash]));
  // Waited for below; a compile that throws first must not leave it unhandled.
  data.catch(() => undefined);
  const compiled = await withFreshBox(ctx, 'compile', () => deps.sandbox.compile(claim.language, claim.files));
  const compileLog = compiled.log === '' ? null : compiled.log;
  if (compiled.kind === 'failed') {
    const limit = compiled.evidence?.limitHit ?? null;
    return { status: 'CE', reason: limit === null ? null : `the compiler ran over its ${limit} limit`, compileLog };
  }
  if (lost.aborted) throw new AttemptLost();
  story.stage('RUNNING');
  await data;
  const failed = await runTests(ctx, deps, claim, compiled.artifact, story, lost);
  return { status: failed?.verdict ?? 'AC', reason: failed?.reason ?? null, compileLog };
}

/**
 * Judges a claimed submission to its verdict: compile once, run the tests in one box, write and tell.
 * @returns false when the attempt was overtaken or cancelled; then nothing was written.
 * @throws AttemptLost likewise, when it was noticed on the way; other errors when database or disk failed.
 */
export async function judgeSubmission(
  ctx: Ctx,
  deps: JudgeDeps,
  claim: ClaimedSubmission,
  story: Story,
  lost: AbortSignal,
): Promise<boolean> {
  let ending: Ending;
  try {
    ending = await judge(ctx, deps, claim, story, lost);
  } catch (error) {
    if (!(error instanceof BoxFault)) throw error;
    ctx.log.error({ err: error, submissionId: claim.submissionId }, 'the sandbox failed twice');
    ending = { status: 'IE', reason: `judge error: ${error.message}`, compileLog: null };
  }
  const tests = await story.end();
  if (lost.aborted) throw new AttemptLost();
  const envelope = story.envelope(ending.status, tests, { reason: ending.reason, compileLog: ending.compileLog });
  return finishSubmission(
    ctx,
    claim,
    { ...ending, ...story.worst, testsDone: story.testsDone, tests },
    { channel: userChannel(claim.userId), envelope },
  );
}
