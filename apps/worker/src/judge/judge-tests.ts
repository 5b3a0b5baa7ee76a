import type { Score } from '@docket/contracts/judge/score';
import type { FinalVerdict, TestVerdict } from '@docket/contracts/judge/verdict';
import { belowFloor } from '@docket/domain/judge/language/floors';
import { PLAIN_JUDGING, type StoredJudging } from '@docket/domain/judge/problem/stored-judging';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { Scorer } from '@docket/domain/judge/verdict/score';
import type { Artifact, Sandbox } from '@docket/sandbox/sandbox';
import { runLimitsOf } from './run-limits.ts';
import { runTest, type ClaimedTest, type TestBench, type TestData, type TestRun } from './run-test.ts';
import { Seat } from './seat.ts';
import type { Loan, Slots } from './slots.ts';

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
  /** Where slots can be borrowed for tests ahead of their turn; without it tests run one after the other. */
  readonly spare?: Pick<Slots, 'borrow'> | undefined;
  /** Called for each test in order, with the points so far. @throws to stop */
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

/** Helpers are called when what is left is likely to take so long: loading the program elsewhere takes a few ms. */
const WORTH_HELP_MS = 10;

/**
 * The tests of one submission: pass-fail problems until the first that fails, scoring ones as far as points can still be won.
 * While slots can be borrowed, tests run there ahead of their turn, one on each core; they are settled in order all the same, and those
 * that would not have been run, one after the other, leave nothing. May be run again after a fault of the sandbox and goes on where it was.
 */
export class TestsUnderWay {
  readonly #job: TestsJob;
  readonly #scorer: Scorer | null;
  #next = 0;
  #slow = 0;
  #failed: { verdict: TestVerdict; reason: string | null } | undefined;
  /** Run ahead, not settled. */
  readonly #ahead = new Map<number, TestRun>();
  readonly #running = new Set<number>();
  #longestMs = 0;
  #over = new AbortController();
  #outcome: { readonly ending: TestsEnding } | { readonly error: unknown } | undefined;
  #changed = Promise.withResolvers<void>();
  /** Whether what is there may be counted. */
  #open = false;
  readonly #leads: Promise<void>[] = [];

  constructor(job: TestsJob) {
    this.#job = job;
    this.#scorer = scorerOf(job);
  }

  /**
   * Begins in a slot that nobody needs while it is still being found out whether the program is to be judged at all: nothing is counted or told before
   * `run`, and nothing is left by `abandon`.
   */
  begin(): void {
    if (this.#open || this.#leads.length > 0) return;
    const loan = this.#job.spare?.borrow();
    if (loan !== undefined) this.#leads.push(this.#help(loan));
  }

  /** Ends what `begin` began; after `run` it does nothing. */
  async abandon(): Promise<void> {
    if (!this.#open) this.#over.abort();
    await Promise.all(this.#leads);
  }

  /** @throws BoxFault when the sandbox failed: call it again. */
  async run(): Promise<TestsEnding> {
    const seat = new Seat(this.#job);
    const helpers = this.#leads.splice(0);
    if (this.#open) this.#over = new AbortController();
    this.#open = true;
    try {
      for (;;) {
        this.#settle();
        if (this.#outcome !== undefined) {
          if ('error' in this.#outcome) throw this.#outcome.error;
          return this.#outcome.ending;
        }
        this.#job.beforeTest();
        this.#callHelpers(helpers);
        const index = this.#pick();
        if (index === undefined) await this.#changed.promise;
        else await this.#runAt(seat, index, this.#over.signal);
      }
    } finally {
      this.#over.abort();
      await Promise.all([seat.leave(), ...helpers]);
    }
  }

  /** Counts and tells what is there, as far as it is its turn. */
  #settle(): void {
    if (!this.#open) return;
    try {
      while (this.#outcome === undefined) {
        const test = this.#job.tests[this.#next];
        if (test === undefined) return this.#end(this.#ending());
        const run = this.#ahead.get(this.#next);
        const skipped = this.#skips(test);
        if (!skipped && run === undefined) return;
        this.#ahead.delete(this.#next);
        this.#next += 1;
        if (!skipped && run !== undefined) this.#count(run);
      }
    } catch (error) {
      this.#outcome = { error };
      this.#over.abort();
    }
  }

  #count(run: TestRun): void {
    const { name, verdict, reason } = run.result;
    this.#scorer?.add(name, verdict, run.points);
    this.#job.onResult(this.#withScore(run), this.#score());
    if (verdict === 'IE') return this.#end({ status: 'IE', reason: `judge error: ${reason}`, score: null });
    if (verdict === 'AC') return;
    this.#failed ??= { verdict, reason };
    if (verdict === 'TLE') this.#slow += 1;
    const enough = this.#job.all !== true || this.#slow >= MOST_SLOW;
    if (this.#scorer === null && enough) this.#end(this.#ending());
  }

  #end(ending: TestsEnding): void {
    this.#outcome = { ending };
    this.#over.abort();
  }

  #skips(test: ClaimedTest): boolean {
    return this.#scorer !== null && this.#scorer.skips(test.name) !== null;
  }

  /** The next test that nobody has run or runs; of those ahead of their turn some may be skipped when it comes. */
  #pick(): number | undefined {
    const { tests } = this.#job;
    for (let index = this.#next; index < tests.length; index += 1) {
      const test = tests[index];
      if (test === undefined || this.#ahead.has(index) || this.#running.has(index) || this.#skips(test)) continue;
      return index;
    }
    return undefined;
  }

  async #runAt(seat: Seat, index: number, signal: AbortSignal): Promise<void> {
    const test = this.#job.tests[index];
    if (test === undefined) return;
    this.#running.add(index);
    const startedAt = performance.now();
    try {
      const run = await this.#runOne(seat, test, signal);
      if (signal.aborted) return;
      this.#longestMs = Math.max(this.#longestMs, performance.now() - startedAt);
      this.#ahead.set(index, run);
    } catch (error) {
      // What was ended in the middle may fail in any way.
      if (!signal.aborted) throw error;
    } finally {
      this.#running.delete(index);
      this.#settle();
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    }
  }

  #callHelpers(helpers: Promise<void>[]): void {
    const { spare, tests } = this.#job;
    let left = tests.length - this.#next - this.#ahead.size - this.#running.size - 1;
    while (spare !== undefined && left > 0 && left * this.#longestMs >= WORTH_HELP_MS) {
      const loan = spare.borrow();
      if (loan === undefined) return;
      helpers.push(this.#help(loan));
      left -= 1;
    }
  }

  /** Never fails: what it cannot do is left to the owner of the submission. */
  async #help(loan: Loan): Promise<void> {
    const seat = new Seat(this.#job);
    const signal = AbortSignal.any([loan.signal, this.#over.signal]);
    try {
      for (let index = this.#pick(); index !== undefined && !signal.aborted; index = this.#pick()) {
        this.#job.beforeTest();
        await this.#runAt(seat, index, signal);
      }
    } catch {
      // Fault of a box, or the attempt is lost: the owner meets the same, or runs the test itself.
    } finally {
      await seat.leave().catch(() => undefined);
      loan.giveBack();
    }
  }

  /**
   * A test that ends a little over its time, or was killed by nobody we know, gets a second chance elsewhere: the first slot
   * may have been disturbed.
   */
  async #runOne(seat: Seat, test: ClaimedTest, signal: AbortSignal): Promise<TestRun> {
    const first = await runTest({ ...(await this.#bench(seat)), signal }, test);
    const disturbed = first.result.verdict === 'IE' && first.fault === null;
    if (signal.aborted || (!first.near && !disturbed)) return first;
    await seat.leave();
    const second = await runTest({ ...(await this.#bench(seat)), signal }, test);
    const { evidence } = second.result;
    return { ...second, result: { ...second.result, evidence: evidence && { ...evidence, retries: 1 } } };
  }

  async #bench(seat: Seat): Promise<TestBench> {
    const { judging, timeFactor, blobs } = this.#job;
    return { ...(await seat.boxes()), judging, limits: runLimitsOf(this.#job.limits, timeFactor), timeFactor, blobs };
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
