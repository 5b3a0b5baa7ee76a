import type { Score } from '@docket/contracts/judge/score';
import type { FinalVerdict, TestVerdict } from '@docket/contracts/judge/verdict';
import { belowFloor } from '@docket/domain/judge/language/floors';
import { PLAIN_JUDGING, type StoredJudging } from '@docket/domain/judge/problem/stored-judging';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { Scorer } from '@docket/domain/judge/verdict/score';
import type { Artifact, Checker, Program, Sandbox } from '@docket/sandbox/sandbox';
import { runLimitsOf } from './run-limits.ts';
import { runTest, type TestBench, type TestData, type TestRun } from './run-test.ts';

/** Of a compiler's words, what the setter is shown. */
const LOG_CHARS = 4_000;

/** Of tests that run out of time, so many are enough to know a program by: each holds a slot to the last. */
const MOST_SLOW = 10;

/** How the tests of a submission went. */
export type TestsEnding = {
  readonly status: FinalVerdict;
  readonly reason: string | null;
  /** Of scoring problems. */
  readonly score: Score | null;
  /** Accepted by the package's own rules, for less than all points. */
  readonly partial?: true;
  /** The setter's fault that no single test shows. */
  readonly fault?: string;
};

export type TestsJob = {
  readonly sandbox: Sandbox;
  readonly blobs: TestData;
  readonly tests: ClaimedSubmission['tests'];
  /** The problem's own. */
  readonly limits: ClaimedSubmission['limits'];
  /** By what CPU limits are multiplied on this host, the same for all tests; undefined where hosts are not calibrated. */
  readonly timeFactor: number | undefined;
  readonly judging: StoredJudging;
  readonly artifact: Artifact;
  /** The problem's own program, compiled; null for the default validator. */
  readonly checkArtifact: Artifact | null;
  /** To see all that a program does: a failure ends nothing but where points depend on it. */
  readonly all?: boolean;
  /** Called after each test, with the points so far. @throws to stop */
  readonly onResult: (run: TestRun, score: Score | null) => void;
  /** Called before each test. @throws to stop */
  readonly beforeTest: () => void;
};

/** What adds up points; null where there are none. */
function scorerOf({ judging, tests }: TestsJob): Scorer | null {
  const { kind, groups } = judging;
  switch (kind) {
    case 'scoring':
      return new Scorer(
        groups,
        tests.map(({ name }) => name),
      );
    case 'pass-fail':
      return null;
    default:
      return kind satisfies never;
  }
}

/**
 * The tests of one submission, in order: pass-fail problems until the first that fails, scoring ones as far as points can
 * still be won. May be run again after a fault of the sandbox and goes on where it was.
 */
export class TestsUnderWay {
  readonly #job: TestsJob;
  readonly #scorer: Scorer | null;
  #next = 0;
  #slow = 0;
  #failed: { verdict: TestVerdict; reason: string | null } | undefined;

  constructor(job: TestsJob) {
    this.#job = job;
    this.#scorer = scorerOf(job);
  }

  /** @throws BoxFault when the sandbox failed: call it again. */
  async run(): Promise<TestsEnding> {
    const seat = new Seat(this.#job);
    try {
      for (;;) {
        const test = this.#job.tests[this.#next];
        if (test === undefined) return this.#ending();
        if (this.#scorer !== null && this.#scorer.skips(test.name) !== null) {
          this.#next += 1;
          continue;
        }
        this.#job.beforeTest();
        const run = await this.#runOne(seat, test);
        this.#next += 1;
        const { verdict, reason } = run.result;
        this.#scorer?.add(test.name, verdict, run.points);
        this.#job.onResult(this.#withScore(run), this.#score());
        if (verdict === 'IE') return { status: 'IE', reason: `judge error: ${reason}`, score: null };
        if (verdict !== 'AC') {
          this.#failed ??= { verdict, reason };
          if (verdict === 'TLE') this.#slow += 1;
          const enough = this.#job.all !== true || this.#slow >= MOST_SLOW;
          if (this.#scorer === null && enough) return this.#ending();
        }
      }
    } finally {
      await seat.leave();
    }
  }

  /**
   * A test that ends a little over its time, or was killed by nobody we know, gets a second chance elsewhere: the first slot
   * may have been disturbed.
   */
  async #runOne(seat: Seat, test: ClaimedSubmission['tests'][number]): Promise<TestRun> {
    const first = await runTest(await seat.bench(), test);
    const disturbed = first.result.verdict === 'IE' && first.fault === null;
    if (!first.near && !disturbed) return first;
    await seat.leave();
    const second = await runTest(await seat.bench(), test);
    const { evidence } = second.result;
    return { ...second, result: { ...second.result, evidence: evidence && { ...evidence, retries: 1 } } };
  }

  #withScore(run: TestRun): TestRun {
    const score = this.#scorer?.testScore(run.result.name) ?? null;
    return score === null ? run : { ...run, result: { ...run.result, score } };
  }

  #score(): Score | null {
    if (this.#scorer === null) return null;
    const { score, maxScore, subtasks } = this.#scorer.result();
    return { score, maxScore, subtasks };
  }

  #ending(): TestsEnding {
    const failed = this.#failed;
    if (this.#scorer === null) return { status: failed?.verdict ?? 'AC', reason: failed?.reason ?? null, score: null };
    const { overfull, full, score, verdict } = this.#scorer.result();
    if (overfull !== null) {
      const fault = `data/${overfull} made more points than it can`;
      return { status: 'IE', reason: `judge error: ${fault}`, score: null, fault };
    }
    if (full) return { status: 'AC', reason: null, score: this.#score() };
    if (verdict !== 'AC') return { status: verdict, reason: failed?.reason ?? null, score: this.#score() };
    const reason = score > 0 ? 'partial score' : (failed?.reason ?? null);
    return { status: failed?.verdict ?? 'WA', reason, score: this.#score(), partial: true };
  }
}

/** The boxes of a submission, program and checker side by side; loaded when first needed and after each leaving. */
class Seat {
  readonly #job: TestsJob;
  #program: Program | undefined;
  #checker: Checker | undefined;

  constructor(job: TestsJob) {
    this.#job = job;
  }

  async bench(): Promise<TestBench> {
    const { sandbox, artifact, checkArtifact, judging, timeFactor, blobs } = this.#job;
    const limits = runLimitsOf(this.#job.limits, timeFactor);
    this.#program ??= await sandbox.load(artifact);
    if (checkArtifact !== null) this.#checker ??= await sandbox.loadChecker(checkArtifact, this.#program);
    return { program: this.#program, checker: this.#checker ?? null, judging, limits, timeFactor, blobs };
  }

  async leave(): Promise<void> {
    const [program, checker] = [this.#program, this.#checker];
    this.#program = undefined;
    this.#checker = undefined;
    await checker?.close();
    await program?.close();
  }
}

/** The program that decides over a problem's outputs, compiled; or why it cannot, which is the setter's fault. */
export async function compileChecker(
  deps: { readonly sandbox: Sandbox; readonly blobs: TestData },
  judging: StoredJudging,
): Promise<{ readonly artifact: Artifact | null } | { readonly fault: string; readonly log: string }> {
  if (judging.program === null) return { artifact: null };
  const { path, language } = judging.program;
  const files = await Promise.all(
    judging.files.map(async ({ name, hash }) => ({
      name,
      content: Buffer.from(await deps.blobs.get(hash)).toString(),
    })),
  );
  const compiled = await deps.sandbox.compile(language, files);
  if (compiled.kind === 'ok') return { artifact: compiled.artifact };
  const [line = ''] = compiled.log.split('\n').filter((text) => /error/i.test(text));
  return {
    fault: `${path} does not compile${line === '' ? '' : `: ${line.slice(0, 200)}`}`,
    log: compiled.log.slice(0, LOG_CHARS),
  };
}

/** Why the language cannot even start under the problem's limits, which is the setter's fault as well; null when it can. */
export async function unfitLanguage(
  sandbox: Pick<Sandbox, 'languages'>,
  claim: Pick<ClaimedSubmission, 'language' | 'limits'>,
  timeFactor = 1,
): Promise<string | null> {
  const found = (await sandbox.languages()).find(({ id }) => id === claim.language);
  // Measured here, where the limit will be so much larger.
  const floor = found?.floor && { ...found.floor, cpuMs: found.floor.cpuMs / timeFactor };
  const language = found && { ...found, floor: floor ?? null };
  const why = language === undefined ? null : belowFloor(claim.limits, language);
  return why === null ? null : `${why}; use another language`;
}

/** How a claimed submission is judged. */
export function judgingOf(claim: Pick<ClaimedSubmission, 'judging'>): StoredJudging {
  return claim.judging ?? PLAIN_JUDGING;
}
