/** The worker's slots. Whoever takes one gives it back by calling what it got, once. */
export class Slots {
  readonly count: number;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.count = count;
    this.#free = count;
  }

  get busy(): number {
    return this.count - this.#free;
  }

  /** A free slot, or undefined when all are taken. */
  tryTake(): (() => void) | undefined {
    if (this.#free === 0) return undefined;
    this.#free -= 1;
    return () => this.#giveBack();
  }

  /** Waits for a slot, first come first served. */
  async take(): Promise<() => void> {
    const free = this.tryTake();
    if (free !== undefined) return free;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    await promise;
    return () => this.#giveBack();
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
