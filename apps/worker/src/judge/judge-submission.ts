import type { Ctx } from '@docket/domain/spine/ctx';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import type { Trial } from '@docket/domain/judge/submission/record';
import { noteProblemFault } from '@docket/domain/judge/problem/faults';
import { recordVerdict } from '@docket/domain/judge/record';
import { recordScore } from '@docket/domain/judge/submission/record-score';
import { submittedFiles } from './submitted-files.ts';
import type { Artifact, Sandbox } from '@docket/sandbox/sandbox';
import type { Calibration } from '../calibration.ts';
import type { BlobCache } from './blob-cache.ts';
import { compileChecker, judgingOf, TestsUnderWay, unfitLanguage, type TestsEnding } from './judge-tests.ts';
import type { Slots } from './slots.ts';
import type { Story } from './story.ts';
import { withFreshBox } from './fresh-box.ts';

export type JudgeDeps = {
  readonly sandbox: Sandbox;
  readonly blobs: BlobCache;
  readonly calibration: Pick<Calibration, 'timeFactor'>;
  /** Slots that nobody needs, for the tests of a submission that has the worker for itself. */
  readonly spare?: Pick<Slots, 'borrow'>;
};

type Ending = TestsEnding & { readonly compileLog: string | null; readonly trial?: Trial };

/** Ways an attempt ends without a verdict of ours: somebody else owns the submission now, or this process stops. */
export class AttemptLost extends Error {}

async function judge(
  ctx: Ctx,
  deps: JudgeDeps,
  claim: ClaimedSubmission,
  story: Story,
  lost: AbortSignal,
): Promise<Ending> {
  const judging = judgingOf(claim);
  const blame = (fault: string, message: string | null): void => {
    ctx.log.error({ submissionId: claim.submissionId, problemId: claim.problemId }, fault);
    const { kind, problemId, problemVersion: version } = claim;
    const submissionId = kind === 'check' ? null : claim.submissionId;
    story.alongside(noteProblemFault(ctx, { submissionId, problemId, version, reason: fault, message }));
  };
  const compileOwn = async (compileLog: string | null): Promise<{ artifact: Artifact | null } | Ending> => {
    const checker = await withFreshBox(ctx, 'compile', () => compileChecker(deps, judging));
    if (!('fault' in checker)) return checker;
    blame(checker.fault, checker.log);
    return { status: 'IE', reason: `judge error: ${checker.fault}`, compileLog, score: null };
  };
  if (claim.kind === 'check' && claim.files.length === 0) {
    const own = await compileOwn(null);
    return 'status' in own ? own : { status: 'AC', reason: null, compileLog: null, score: null };
  }
  story.stage('COMPILING');
  // A change in mid-submission would measure its tests with two yardsticks.
  const { timeFactor } = deps.calibration;
  const data = deps.blobs.prefetch(claim.tests.flatMap((test) => [test.inputHash, test.answerHash]));
  // Waited for below; a compile that throws first must not leave it unhandled.
  data.catch(() => undefined);
  const tried: Trial['tests'][number][] = [];
  const underWay = (artifact: Artifact, checkArtifact: Artifact | null): TestsUnderWay =>
    new TestsUnderWay({
      ...deps,
      tests: claim.tests,
      limits: claim.limits,
      timeFactor,
      judging,
      artifact,
      checkArtifact,
      all: claim.kind === 'check',
      beforeTest() {
        if (lost.aborted) throw new AttemptLost();
      },
      onResult({ result, fault }, score) {
        const message = result.feedback?.judgeMessage ?? null;
        if (fault !== null) blame(fault, message);
        if (claim.kind === 'check')
          tried.push({ name: result.name, verdict: result.verdict, cpuMs: result.cpuMs, message });
        story.score = score ?? undefined;
        story.add(result);
      },
    });
  const submitted = submittedFiles(claim.files, claim.language, judging);
  if ('problem' in submitted) return { status: 'CE', reason: null, compileLog: submitted.problem, score: null };
  const { files } = submitted;
  /** Tests that run while the sources are only being checked, where the problem has no program of its own to be compiled first. */
  let lead: TestsUnderWay | undefined;
  const early = (artifact: Artifact): void => {
    if (judging.program !== null || claim.kind === 'check') return;
    lead ??= underWay(artifact, null);
    lead.begin();
  };
  try {
    return await judgeCompiled();
  } finally {
    await lead?.abandon();
  }

  async function judgeCompiled(): Promise<Ending> {
    const compiled = await withFreshBox(ctx, 'compile', () => deps.sandbox.compile(claim.language, files, early));
    const compileLog = compiled.log === '' ? null : compiled.log;
    if (compiled.kind === 'failed') {
      const limit = compiled.evidence?.limitHit ?? null;
      return {
        status: 'CE',
        reason: limit === null ? null : `the compiler ran over its ${limit} limit`,
        compileLog,
        score: null,
      };
    }
    const own = await compileOwn(compileLog);
    if ('status' in own) return own;
    const unfit = await unfitLanguage(deps.sandbox, claim, timeFactor);
    if (unfit !== null) {
      blame(unfit, null);
      return { status: 'IE', reason: `judge error: ${unfit}`, compileLog, score: null };
    }
    if (lost.aborted) throw new AttemptLost();
    story.stage('RUNNING');
    await data;
    const tests = lead ?? underWay(compiled.artifact, own.artifact);
    const ending = await withFreshBox(ctx, 'run', () => tests.run());
    if (ending.fault !== undefined) blame(ending.fault, null);
    if (claim.kind !== 'check') return { ...ending, compileLog };
    const { score, partial = false } = ending;
    const points = (score?.subtasks ?? []).map((one) => ({ group: one.name, score: one.score }));
    const whole = score === null ? [] : [{ group: null, score: score.score }];
    return { ...ending, compileLog, trial: { tests: tried, points: [...whole, ...points], partial } };
  }
}

/**
 * Judges a claimed submission to its verdict: compile once, run the tests in one box, write and tell.
 * @returns false when the attempt was overtaken or cancelled; then nothing was written.
 * @throws AttemptLost likewise, when it was noticed on the way; SandboxFailed; other errors when database or disk failed.
 */
export async function judgeSubmission(
  ctx: Ctx,
  deps: JudgeDeps,
  claim: ClaimedSubmission,
  story: Story,
  lost: AbortSignal,
): Promise<boolean> {
  const ending = await judge(ctx, deps, claim, story, lost);
  const tests = await story.end();
  if (lost.aborted) throw new AttemptLost();
  story.score = ending.score ?? undefined;
  if (ending.score !== null) await recordScore(ctx, claim, ending.score);
  return recordVerdict(
    ctx,
    claim,
    {
      status: ending.status,
      reason: ending.reason,
      compileLog: ending.compileLog,
      ...story.worst,
      testsDone: story.testsDone,
      tests,
      trial: ending.trial,
    },
    story.news(ending.status, tests, { reason: ending.reason, compileLog: ending.compileLog }),
  );
}
