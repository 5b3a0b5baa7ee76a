import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@docket/runtime/logger';
import type { Slots } from './slots.ts';

/** How an errand ended: `served` a task, `released` one unjudged, or found `nothing` to do. */
export type Errand = 'served' | 'released' | 'nothing';

export type DeskOptions<Task> = {
  readonly slots: Slots;
  /** The next task of the queue, already ours; undefined when there is none. */
  readonly claim: () => Promise<Task | undefined>;
  /** Judges it. @returns whether it was given back unjudged. */
  readonly judge: (task: Task) => Promise<'served' | 'released'>;
  readonly log: Logger;
  /** How often an idle slot looks for itself. */
  readonly lookMs: number;
};

/**
 * Where slots get their work. Wake-ups from Redis start a slot within a millisecond, but they only say that there is something:
 * the database decides what, so a wake-up may find its task taken, or in a language this worker lacks, or get lost with Redis.
 * Therefore a free slot also looks for itself every now and then, and goes on without a pause while it finds something.
 * Nothing that waits can be stranded, and judging goes on while Redis is away.
 */
export class Desk<Task> {
  readonly #options: DeskOptions<Task>;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stopped = new AbortController();
  #nudge: () => void = () => undefined;
  readonly #looking: Promise<void>;

  constructor(options: DeskOptions<Task>) {
    this.#options = options;
    this.#looking = this.#look();
  }

  /** Serves one task as soon as a slot is free. @throws what claiming or judging throws */
  serve(): Promise<Errand> {
    return this.#track(this.#serve());
  }

  async #serve(): Promise<Errand> {
    const giveBack = await this.#options.slots.take();
    try {
      if (this.#stopped.signal.aborted) return 'released';
      const task = await this.#options.claim();
      return task === undefined ? 'nothing' : await this.#options.judge(task);
    } finally {
      giveBack();
    }
  }

  /** Takes up nothing more; `idle` tells when the last slot is free. */
  stop(): void {
    this.#stopped.abort();
    this.#nudge();
  }

  async idle(): Promise<void> {
    await this.#looking;
    await Promise.allSettled(this.#underWay);
  }

  async #look(): Promise<void> {
    while (!this.#stopped.signal.aborted) if (!(await this.#lookOnce())) await this.#rest();
  }

  /** @returns true when it found something, so that looking again at once is worth it. */
  async #lookOnce(): Promise<boolean> {
    const { slots, claim, log } = this.#options;
    const giveBack = slots.tryTake();
    // One that is lent is called back only for a task that is there, or work that takes longer than a look would never get done.
    if (giveBack === undefined && !slots.lends) return false;
    let task: Task | undefined;
    try {
      task = await claim();
    } catch (error) {
      log.warn({ err: error }, 'could not look for work');
    }
    if (task === undefined) {
      giveBack?.();
      return false;
    }
    void this.#track(this.#judge(task, giveBack ?? slots.take('first')));
    return true;
  }

  /** What `idle` waits for. */
  #track<T>(run: Promise<T>): Promise<T> {
    const ended = run.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.add(ended);
    void ended.then(() => this.#underWay.delete(ended));
    return run;
  }

  async #judge(task: Task, slot: (() => void) | Promise<() => void>): Promise<void> {
    const giveBack = await slot;
    try {
      await this.#options.judge(task);
    } catch (error) {
      this.#options.log.error({ err: error }, 'judging failed; the task will be taken up again');
    } finally {
      giveBack();
      this.#nudge();
    }
  }

  async #rest(): Promise<void> {
    const nudged = new AbortController();
    this.#nudge = () => nudged.abort();
    // Not in step with other workers.
    const ms = this.#options.lookMs * (0.75 + Math.random() / 2);
    await sleep(ms, undefined, { signal: nudged.signal }).catch(() => undefined);
  }
}
