import type { TestResult, TestResultDetail } from '@docket/contracts/http/submission';
import type { Score } from '@docket/contracts/judge/score';
import type { SubmissionStatus } from '@docket/contracts/judge/verdict';
import type { Ctx } from '@docket/domain/spine/ctx';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { recordProgress } from '@docket/domain/judge/record';
import { submissionNews } from '@docket/domain/judge/submission/news';
import { owedEvent, type NewEvent } from '@docket/domain/spine/emit';
import type { Publisher } from '@docket/queue/publish/publisher';

/** At most 20 events a second and submission. */
const COALESCE_MS = 50;

function toPublic(test: TestResultDetail): TestResult {
  const { ordinal, name, sample, verdict, reason, cpuMs, wallMs, memoryBytes, score } = test;
  const points = score === undefined ? {} : { score };
  return { ordinal, name, sample, verdict, reason, cpuMs, wallMs, memoryBytes, ...points };
}

/**
 * What is told of one attempt while it runs. Results are gathered and, at most every 50 ms, written to the row and then told,
 * in that order, so that a reader who was told of a test finds it over HTTP. Judging does not wait for either.
 * Progress may be lost (Redis away): the verdict is not told here but by the transaction that writes it.
 */
export class Story {
  readonly #ctx: Ctx;
  readonly #publisher: Publisher;
  readonly #claim: ClaimedSubmission;
  readonly #leaseSeconds: number;
  readonly #lost: AbortController;
  /** Points so far, in scoring problems; told with whatever is told next. */
  score: Score | undefined;
  #pending: TestResultDetail[] = [];
  #worst = { cpuMs: 0, memoryBytes: 0 };
  #testsDone = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: {
    ctx: Ctx;
    publisher: Publisher;
    claim: ClaimedSubmission;
    leaseSeconds: number;
    lost: AbortController;
  }) {
    this.#ctx = options.ctx;
    this.#publisher = options.publisher;
    this.#claim = options.claim;
    this.#leaseSeconds = options.leaseSeconds;
    this.#lost = options.lost;
  }

  get testsDone(): number {
    return this.#testsDone;
  }

  /** Worst figures so far; null before the first test. */
  get worst(): { cpuMs: number | null; memoryBytes: number | null } {
    return this.#testsDone === 0 ? { cpuMs: null, memoryBytes: null } : this.#worst;
  }

  /** Tells that a stage began. The row learns of it with the first results. */
  stage(status: 'COMPILING' | 'RUNNING'): void {
    this.#tell(this.#progress(status, []));
  }

  add(test: TestResultDetail): void {
    this.#pending.push(test);
    this.#testsDone += 1;
    this.#worst = {
      cpuMs: Math.max(this.#worst.cpuMs, test.cpuMs),
      memoryBytes: Math.max(this.#worst.memoryBytes, test.memoryBytes),
    };
    this.#timer ??= setTimeout(() => this.#flush(), COALESCE_MS);
  }

  /** Something else to be written beside the results; the story does not end before it. Nothing may depend on it. */
  alongside(work: Promise<void>): void {
    const quiet = work.catch((error: unknown) => {
      this.#ctx.log.warn({ err: error, submissionId: this.#claim.submissionId }, 'a note was not written');
    });
    this.#writing = this.#writing.then(() => quiet);
  }

  /** Ends the telling and returns the results that were neither written nor told; they go with the verdict. */
  async end(): Promise<readonly TestResultDetail[]> {
    clearTimeout(this.#timer);
    await this.#writing;
    clearTimeout(this.#timer);
    const rest = this.#pending;
    this.#pending = [];
    return rest;
  }

  /** What there is to tell the author of this attempt as it stands. */
  news(
    status: SubmissionStatus,
    tests: readonly TestResultDetail[],
    extra: { reason: string | null; compileLog: string | null },
  ): NewEvent<'submission.updated'> {
    const { userId, submissionId, problemId, language, attempt, testsTotal, judging } = this.#claim;
    return submissionNews(
      {
        userId,
        submissionId,
        problemId,
        language,
        attempt,
        testsTotal,
        status,
        ...extra,
        ...this.worst,
        testsDone: this.#testsDone,
        tests: tests.map(toPublic),
        ...(this.score && { ...this.score, subtasks: [...this.score.subtasks] }),
      },
      judging?.feedback,
    );
  }

  /** As it stands now: tests go on ending while this is written, and an event counts no test that it or one before it does not carry. */
  #progress(status: 'COMPILING' | 'RUNNING', tests: readonly TestResultDetail[]): NewEvent<'submission.updated'> {
    return this.news(status, tests, { reason: null, compileLog: null });
  }

  #tell(news: NewEvent<'submission.updated'>): void {
    if (this.#claim.kind !== 'submission') return;
    const { channel, envelope } = owedEvent(this.#ctx, news);
    this.#publisher.publish(channel, envelope).catch((error: unknown) => {
      this.#ctx.log.debug({ err: error, submissionId: this.#claim.submissionId }, 'progress was not told');
    });
  }

  #flush(): void {
    this.#timer = undefined;
    const tests = this.#pending;
    this.#pending = [];
    const testsDone = this.#testsDone;
    const news = this.#progress('RUNNING', tests);
    this.#writing = this.#writing.then(async () => {
      try {
        const ours = await recordProgress(this.#ctx, this.#claim, {
          status: 'RUNNING',
          testsDone,
          tests,
          leaseSeconds: this.#leaseSeconds,
        });
        if (ours) this.#tell(news);
        else this.#lost.abort('overtaken');
      } catch (error) {
        // Written again with the next batch or the verdict.
        this.#pending = [...tests, ...this.#pending];
        this.#ctx.log.warn({ err: error, submissionId: this.#claim.submissionId }, 'progress was not written');
      }
    });
  }
}
