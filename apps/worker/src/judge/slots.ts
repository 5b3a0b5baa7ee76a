type GiveBack = () => void;

/** A slot for work that can be put off. When `signal` aborts, somebody has to have it: it is given back as soon as can be. */
export type Loan = { readonly signal: AbortSignal; readonly giveBack: GiveBack };

/** The worker's slots. Whoever takes one gives it back by calling what it got, once. */
export class Slots {
  readonly count: number;
  #free: number;
  #lent = 0;
  /** Those not called back, the oldest first. */
  readonly #loans = new Set<AbortController>();
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.count = count;
    this.#free = count;
  }

  /** Taken by those whose turn it is: what is lent can be had at once. */
  get busy(): number {
    return this.count - this.#free - this.#lent;
  }

  /** Is one lent that could be called back? */
  get lends(): boolean {
    return this.#loans.size > 0;
  }

  /** A free slot, or undefined when all are taken or lent. */
  tryTake(): GiveBack | undefined {
    if (this.#free === 0) return undefined;
    this.#free -= 1;
    return () => this.#giveBack();
  }

  /** Waits for a slot, first come first served; one that is lent is called back. @param where `first`: before all who wait */
  async take(where: 'last' | 'first' = 'last'): Promise<GiveBack> {
    const free = this.tryTake();
    if (free !== undefined) return free;
    const { promise, resolve } = Promise.withResolvers<void>();
    if (where === 'first') this.#waiting.unshift(resolve);
    else this.#waiting.push(resolve);
    const [loan] = this.#loans;
    if (loan !== undefined) {
      this.#loans.delete(loan);
      loan.abort();
    }
    await promise;
    return () => this.#giveBack();
  }

  /** A slot that nobody needs now, until somebody does; undefined when there is none. */
  borrow(): Loan | undefined {
    if (this.#free === 0) return undefined;
    this.#free -= 1;
    this.#lent += 1;
    const loan = new AbortController();
    this.#loans.add(loan);
    return {
      signal: loan.signal,
      giveBack: () => {
        this.#loans.delete(loan);
        this.#lent -= 1;
        this.#giveBack();
      },
    };
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
