import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks; on average an outcome is seen half of it late. */
const LOOK_MS = 10;

type Waiter<T> = { readonly settle: (outcome: T | undefined) => void; readonly until: number };

/**
 * Whoever waits for outcomes in this process, looked after by one statement for all of them. Neither LISTEN/NOTIFY (its queue makes
 * every commit of every writer wait for one lock) nor the events' channel (a subscription for each waiting request, and nothing
 * while Redis is away) costs less than a look at the rows of a few primary keys, and the rows are the truth.
 */
export class Lookout<T> {
  readonly #read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T | undefined>>;
  readonly #waiters = new Map<string, Waiter<T>[]>();
  #looking = false;

  /** @param read those of the ids that are decided, by id; undefined for one that cannot be read here: who waits for it is told to look later */
  constructor(read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T | undefined>>) {
    this.#read = read;
  }

  /** The outcome; undefined when it takes longer. */
  wait(id: string, ms: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const waiter = { settle: resolve, until: performance.now() + ms };
      this.#waiters.set(id, [...(this.#waiters.get(id) ?? []), waiter]);
      if (!this.#looking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#waiters.size > 0) {
      await sleep(LOOK_MS);
      const decided = await this.#read([...this.#waiters.keys()]).catch(() => new Map<string, T | undefined>());
      for (const [id, outcome] of decided) this.#settle(id, outcome);
      this.#giveUp(performance.now());
    }
    this.#looking = false;
  }

  #settle(id: string, outcome: T | undefined): void {
    for (const waiter of this.#waiters.get(id) ?? []) waiter.settle(outcome);
    this.#waiters.delete(id);
  }

  #giveUp(now: number): void {
    for (const [id, waiters] of this.#waiters) {
      const patient = waiters.filter((waiter) => waiter.until > now);
      if (patient.length === waiters.length) continue;
      for (const waiter of waiters) if (waiter.until <= now) waiter.settle(undefined);
      if (patient.length === 0) this.#waiters.delete(id);
      else this.#waiters.set(id, patient);
    }
  }
}
