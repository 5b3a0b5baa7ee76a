import type { RunCase } from '@docket/contracts/http/run';
import { runCase, type CaseInput, type RunBench } from './run-case.ts';
import { Seat, type SeatOptions } from './seat.ts';
import type { Loan, Slots } from './slots.ts';

export type CasesJob = SeatOptions &
  Pick<RunBench, 'judging' | 'limits' | 'timeFactor' | 'blobs'> & {
    readonly cases: readonly CaseInput[];
    /** Where slots can be borrowed for cases ahead of their turn; without it they run one after the other. */
    readonly spare?: Pick<Slots, 'borrow'> | undefined;
    /** Called for each case in order, one at a time. @throws to stop */
    readonly onCase: (one: RunCase) => Promise<void>;
    /** Called before each case. @throws to stop */
    readonly beforeCase: () => void;
  };

/**
 * The cases of a run. While slots can be borrowed, cases run there ahead of their turn, one on each core, as tests of a submission do; they are told in order all
 * the same. May be run again after a fault of the sandbox and goes on where it was.
 */
export class CasesUnderWay {
  readonly #job: CasesJob;
  /** The next to be told. */
  #next = 0;
  /** Run, not told. */
  readonly #ran = new Map<number, RunCase>();
  readonly #running = new Set<number>();
  #telling: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  #over = new AbortController();
  #changed = Promise.withResolvers<void>();

  constructor(job: CasesJob) {
    this.#job = job;
  }

  /** @throws BoxFault when the sandbox failed: call it again. */
  async run(): Promise<void> {
    const seat = new Seat(this.#job);
    const helpers: Promise<void>[] = [];
    this.#over = new AbortController();
    try {
      for (;;) {
        if (this.#failure !== undefined) throw this.#failure.error;
        if (this.#next === this.#job.cases.length) return;
        this.#job.beforeCase();
        this.#callHelpers(helpers);
        const { promise: changed } = this.#changed;
        const index = this.#pick();
        if (index === undefined) await changed;
        else await this.#runAt(seat, index, this.#over.signal);
      }
    } finally {
      this.#over.abort();
      await Promise.all([seat.leave(), this.#telling, ...helpers]);
    }
  }

  /** The next case that nobody has run or runs. */
  #pick(): number | undefined {
    for (let index = this.#next; index < this.#job.cases.length; index += 1)
      if (!this.#ran.has(index) && !this.#running.has(index)) return index;
    return undefined;
  }

  async #runAt(seat: Seat, index: number, signal: AbortSignal): Promise<void> {
    const one = this.#job.cases[index];
    if (one === undefined) return;
    this.#running.add(index);
    try {
      const ran = await runCase({ ...this.#job, ...(await seat.boxes()), signal }, one, index + 1);
      if (!signal.aborted) this.#ran.set(index, ran);
    } catch (error) {
      // What was ended in the middle may fail in any way.
      if (!signal.aborted) throw error;
    } finally {
      this.#running.delete(index);
      this.#telling = this.#telling.then(() => this.#tell());
      this.#tellChange();
    }
  }

  /** Tells what is there, as far as it is its turn. Never fails: what stops it is thrown to whoever owns the run. */
  async #tell(): Promise<void> {
    try {
      for (let ran = this.#ran.get(this.#next); ran !== undefined; ran = this.#ran.get(this.#next)) {
        if (this.#failure !== undefined) return;
        this.#ran.delete(this.#next);
        await this.#job.onCase(ran);
        this.#next += 1;
      }
    } catch (error) {
      this.#failure = { error };
      this.#over.abort();
    } finally {
      this.#tellChange();
    }
  }

  #tellChange(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #callHelpers(helpers: Promise<void>[]): void {
    const { spare, cases } = this.#job;
    // The owner of the run takes one itself.
    let left = cases.length - this.#next - this.#ran.size - this.#running.size - 1;
    while (spare !== undefined && left > 0) {
      const loan = spare.borrow();
      if (loan === undefined) return;
      helpers.push(this.#help(loan));
      left -= 1;
    }
  }

  /** Never fails: what it cannot do is left to the owner of the run. */
  async #help(loan: Loan): Promise<void> {
    const seat = new Seat(this.#job);
    const signal = AbortSignal.any([loan.signal, this.#over.signal]);
    try {
      for (let index = this.#pick(); index !== undefined && !signal.aborted; index = this.#pick()) {
        this.#job.beforeCase();
        await this.#runAt(seat, index, signal);
      }
    } catch {
      // Fault of a box, or the run is lost: the owner meets the same, or runs the case itself.
    } finally {
      await seat.leave().catch(() => undefined);
      loan.giveBack();
    }
  }
}
