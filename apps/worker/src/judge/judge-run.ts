import { userChannel } from '@docket/contracts/events/envelope';
import { RUN_EVENT_OUTPUT_BYTES, type RunCase, type RunStatus } from '@docket/contracts/http/run';
import type { Ctx } from '@docket/domain/spine/ctx';
import type { ClaimedRun } from '@docket/domain/judge/run/claim';
import { finishRun, recordRunProgress, type RunEnd } from '@docket/domain/judge/run/record';
import { reasonFor } from '@docket/domain/judge/problem/told-reason';
import { owedEvent, type NewEvent } from '@docket/domain/spine/emit';
import type { Publisher } from '@docket/queue/publish/publisher';
import { withIncluded } from '@docket/problem-package/include';
import type { Artifact, Program } from '@docket/sandbox/sandbox';
import { withFreshBox } from './fresh-box.ts';
import { MAX_ATTEMPTS } from './give-up.ts';
import { AttemptLost, type JudgeDeps } from './judge-submission.ts';
import { runCase, type CaseInput } from './run-case.ts';
import { runLimitsOf } from './run-limits.ts';

export type RunDeps = JudgeDeps & { readonly publisher: Publisher; readonly leaseSeconds: number };

/** Without a problem there are these. */
const GENERAL_LIMITS = { cpuMs: 5_000, memoryBytes: 512 * 1024 * 1024, outputBytes: 1024 * 1024 };
/** Cases that end within this time are written and told together. */
const COALESCE_MS = 50;

function casesOf(claim: ClaimedRun): CaseInput[] {
  return [
    ...claim.samples.map((sample) => ({
      name: sample.name,
      inputHash: sample.inputHash,
      compare: claim.compares ? { answerHash: sample.answerHash, flags: sample.validatorFlags } : null,
    })),
    ...claim.inputs.map((text, index) => ({ name: `input ${index + 1}`, text })),
  ];
}

/** Events carry the beginning of each output; the rest is read over HTTP. */
function shortened(one: RunCase): RunCase {
  return {
    ...one,
    stdout: one.stdout.slice(0, RUN_EVENT_OUTPUT_BYTES),
    stderr: one.stderr.slice(0, RUN_EVENT_OUTPUT_BYTES),
  };
}

/** One attempt at a run: what is written, and what is told of it. */
class RunStory {
  readonly #ctx: Ctx;
  readonly #deps: RunDeps;
  readonly #claim: ClaimedRun;
  #unwritten: RunCase[] = [];
  #done = 0;
  #writtenAt = performance.now();

  constructor(ctx: Ctx, deps: RunDeps, claim: ClaimedRun) {
    this.#ctx = ctx;
    this.#deps = deps;
    this.#claim = claim;
  }

  get done(): number {
    return this.#done;
  }

  tell(status: RunStatus, cases: readonly RunCase[] = []): void {
    const { channel, envelope } = owedEvent(this.#ctx, this.#news(status, cases, { reason: null, compileLog: null }));
    this.#deps.publisher.publish(channel, envelope).catch((error: unknown) => {
      this.#ctx.log.debug({ err: error, runId: this.#claim.runId }, 'progress was not told');
    });
  }

  /** @throws AttemptLost when the run is no longer ours. */
  async add(one: RunCase): Promise<void> {
    this.#unwritten.push(one);
    this.#done += 1;
    if (this.#done === this.#claim.casesTotal || performance.now() - this.#writtenAt < COALESCE_MS) return;
    const cases = this.#unwritten;
    const { leaseSeconds } = this.#deps;
    if (!(await recordRunProgress(this.#ctx, this.#claim, { cases, leaseSeconds }))) throw new AttemptLost();
    this.#unwritten = [];
    this.#writtenAt = performance.now();
    this.tell('RUNNING', cases);
  }

  async end(status: RunEnd['status'], extra: { reason: string | null; compileLog: string | null }): Promise<void> {
    const cases = this.#unwritten;
    await finishRun(this.#ctx, this.#claim, { status, cases, ...extra }, this.#news(status, cases, extra));
  }

  #news(
    status: RunStatus,
    cases: readonly RunCase[],
    extra: { reason: string | null; compileLog: string | null },
  ): NewEvent<'run.updated'> {
    const { userId, runId, problemId, language, attempt, casesTotal } = this.#claim;
    return {
      channel: userChannel(userId),
      type: 'run.updated',
      data: {
        userId,
        runId,
        problemId,
        language,
        attempt,
        casesTotal,
        status,
        ...extra,
        reason: reasonFor(status, extra.reason),
        casesDone: this.#done,
        cases: cases.map(shortened),
      },
    };
  }
}

async function runCases(
  deps: RunDeps,
  claim: ClaimedRun,
  artifact: Artifact,
  story: RunStory,
  lost: AbortSignal,
): Promise<void> {
  const timeFactor = deps.calibration.timeFactor ?? 1;
  const limits = runLimitsOf(claim.limits ?? GENERAL_LIMITS, timeFactor);
  const cases = casesOf(claim);
  const program: Program = await deps.sandbox.load(artifact);
  try {
    for (const [index, one] of cases.entries()) {
      // Those before ran in a box that has failed since.
      if (index < story.done) continue;
      if (lost.aborted) throw new AttemptLost();
      await story.add(await runCase(program, one, { ordinal: index + 1, limits, timeFactor, blobs: deps.blobs }));
    }
  } finally {
    await program.close();
  }
}

/**
 * Runs a claimed run to its end: compile once, run every case however the ones before ended, write and tell.
 * @throws AttemptLost when the run belongs to somebody else, or this process stops; SandboxFailed; other errors when database or disk failed.
 */
export async function judgeRun(ctx: Ctx, deps: RunDeps, claim: ClaimedRun, lost: AbortSignal): Promise<void> {
  const story = new RunStory(ctx, deps, claim);
  if (claim.attempt > MAX_ATTEMPTS) {
    await story.end('IE', { reason: `judge error: given up after ${MAX_ATTEMPTS} attempts`, compileLog: null });
    return;
  }
  story.tell('COMPILING');
  const files = withIncluded(claim.files, claim.language, claim.include);
  const compiled = await withFreshBox(ctx, 'compile', () => deps.sandbox.compile(claim.language, files));
  const compileLog = compiled.log === '' ? null : compiled.log;
  if (compiled.kind === 'failed') {
    await story.end('CE', { reason: null, compileLog });
    return;
  }
  story.tell('RUNNING');
  await withFreshBox(ctx, 'run', () => runCases(deps, claim, compiled.artifact, story, lost));
  await story.end('DONE', { reason: null, compileLog });
}
