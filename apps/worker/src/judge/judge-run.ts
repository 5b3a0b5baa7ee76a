import { userChannel } from '@docket/contracts/events/envelope';
import { RUN_EVENT_OUTPUT_BYTES, type RunCase, type RunStatus } from '@docket/contracts/http/run';
import type { Ctx } from '@docket/domain/spine/ctx';
import type { ClaimedRun } from '@docket/domain/judge/run/claim';
import { stdinOf } from '@docket/domain/judge/run/input';
import { finishRun, recordRunProgress, type RunEnd } from '@docket/domain/judge/run/record';
import { reasonFor } from '@docket/domain/judge/problem/told-reason';
import { owedEvent, type NewEvent } from '@docket/domain/spine/emit';
import type { Publisher } from '@docket/queue/publish/publisher';
import { PLAIN_JUDGING } from '@docket/domain/judge/problem/stored-judging';
import type { Artifact } from '@docket/sandbox/sandbox';
import { CasesUnderWay } from './cases-under-way.ts';
import { withFreshBox } from './fresh-box.ts';
import { MAX_ATTEMPTS } from './give-up.ts';
import { AttemptLost, type JudgeDeps } from './judge-submission.ts';
import { expectedValues } from './expected-values.ts';
import { compileChecker } from './judge-tests.ts';
import type { CaseInput } from './run-case.ts';
import { runLimitsOf } from './run-limits.ts';
import { submittedFiles } from './submitted-files.ts';
import type { RunLimits } from '@docket/contracts/judge/evidence';

export type RunDeps = JudgeDeps & { readonly publisher: Publisher; readonly leaseSeconds: number };

/** Without a problem there are these. */
const GENERAL_LIMITS = { cpuMs: 5_000, memoryBytes: 512 * 1024 * 1024, outputBytes: 1024 * 1024 };
/** Cases that end within this time are written and told together. */
const COALESCE_MS = 50;

function casesOf(claim: ClaimedRun, expected: readonly (string | null)[]): CaseInput[] {
  return [
    ...claim.samples.map((sample) => ({
      name: sample.name,
      inputHash: sample.inputHash,
      answerHash: sample.answerHash,
      flags: sample.validatorFlags,
      args: sample.args ?? [],
    })),
    ...claim.inputs.map((input, index) => {
      const name = `input ${index + 1}`;
      const own = typeof input === 'string' ? {} : { own: input };
      return { name, text: stdinOf(input), expected: expected[index] ?? null, ...own };
    }),
  ];
}

/** Events carry the beginning of each output; the rest is read over HTTP. */
function shortened(one: RunCase): RunCase {
  return {
    ...one,
    stdout: one.stdout.slice(0, RUN_EVENT_OUTPUT_BYTES),
    stderr: one.stderr.slice(0, RUN_EVENT_OUTPUT_BYTES),
    ...(one.result == null ? {} : { result: one.result.slice(0, RUN_EVENT_OUTPUT_BYTES) }),
    ...(one.expected == null ? {} : { expected: one.expected.slice(0, RUN_EVENT_OUTPUT_BYTES) }),
    ...(one.conversation == null ? {} : { conversation: one.conversation.slice(0, RUN_EVENT_OUTPUT_BYTES) }),
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

/** Those of the problem, the general ones, or what whoever sent the input chose within them. */
function limitsOf({ limits, inputs }: ClaimedRun, timeFactor: number): RunLimits {
  const usual = runLimitsOf(limits ?? GENERAL_LIMITS, timeFactor);
  const [first] = inputs;
  const chosen = typeof first === 'object' ? first.limits : undefined;
  if (chosen === undefined) return usual;
  const { wallMs, processes, ...rest } = chosen;
  const own = runLimitsOf(rest, timeFactor);
  // A slow host takes longer for the same: the wall is never nearer than the CPU time it allows.
  return { ...own, wallMs: Math.max(wallMs, own.cpuMs), processes: Math.min(processes, own.processes) };
}

function casesUnderWay(
  deps: RunDeps,
  claim: ClaimedRun,
  artifact: Artifact,
  checkArtifact: Artifact | null,
  story: RunStory,
  lost: AbortSignal,
  expected: readonly (string | null)[],
): CasesUnderWay {
  const timeFactor = deps.calibration.timeFactor ?? 1;
  return new CasesUnderWay({
    ...deps,
    cases: casesOf(claim, expected),
    judging: claim.judging ?? PLAIN_JUDGING,
    limits: limitsOf(claim, timeFactor),
    timeFactor,
    artifact,
    checkArtifact,
    onCase: (one) => story.add(one),
    beforeCase() {
      if (lost.aborted) throw new AttemptLost();
    },
  });
}

/** Of function problems: what the package's own solution returns on the user's inputs. */
async function expectedOf(
  ctx: Ctx,
  deps: RunDeps,
  claim: ClaimedRun,
  lost: AbortSignal,
): Promise<readonly (string | null)[]> {
  const called = claim.judging?.function;
  if (called === undefined) return [];
  const limits = runLimitsOf(claim.limits ?? GENERAL_LIMITS, deps.calibration.timeFactor ?? 1);
  const stop = (): void => {
    if (lost.aborted) throw new AttemptLost();
  };
  return withFreshBox(ctx, 'run', () =>
    expectedValues(deps.sandbox, called, { inputs: claim.inputs.map(stdinOf), limits, stop }),
  );
}

/** The problem's own program, where there are samples for it to decide; or why it cannot, which is the setter's fault. */
async function checkerOf(deps: RunDeps, claim: ClaimedRun): ReturnType<typeof compileChecker> {
  if (claim.samples.length === 0) return { artifact: null };
  return compileChecker(deps, claim.judging ?? PLAIN_JUDGING);
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
  const submitted = submittedFiles(claim.files, claim.language, claim.judging);
  if ('problem' in submitted) {
    await story.end('CE', { reason: null, compileLog: submitted.problem });
    return;
  }
  const { files } = submitted;
  const compiled = await withFreshBox(ctx, 'compile', () => deps.sandbox.compile(claim.language, files));
  const compileLog = compiled.log === '' ? null : compiled.log;
  if (compiled.kind === 'failed') {
    await story.end('CE', { reason: null, compileLog });
    return;
  }
  const own = await withFreshBox(ctx, 'compile', () => checkerOf(deps, claim));
  if ('fault' in own) {
    ctx.log.error({ runId: claim.runId, problemId: claim.problemId }, own.fault);
    await story.end('IE', { reason: `judge error: ${own.fault}`, compileLog });
    return;
  }
  story.tell('RUNNING');
  const expected = await expectedOf(ctx, deps, claim, lost);
  const cases = casesUnderWay(deps, claim, compiled.artifact, own.artifact, story, lost, expected);
  await withFreshBox(ctx, 'run', () => cases.run());
  await story.end('DONE', { reason: null, compileLog });
}
