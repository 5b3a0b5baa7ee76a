/**
 * Gathers items for a moment and hands them on together: one statement instead of many for notes
 * that nobody waits for. A batch that fails is reported and forgotten; whoever uses this must be able to lose it.
 */
export class Batcher<T> {
  readonly #flush: (items: readonly T[]) => Promise<void>;
  readonly #onError: (error: unknown, items: readonly T[]) => void;
  readonly #delayMs: number;
  readonly #running = new Set<Promise<void>>();
  #items: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    delayMs: number;
    flush: (items: readonly T[]) => Promise<void>;
    onError: (error: unknown, items: readonly T[]) => void;
  }) {
    this.#delayMs = options.delayMs;
    this.#flush = options.flush;
    this.#onError = options.onError;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#timer ??= setTimeout(() => this.#send(), this.#delayMs);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const items = this.#items;
    if (items.length === 0) return;
    this.#items = [];
    const run = this.#flush(items).catch((error: unknown) => this.#onError(error, items));
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }

  /** Sends what is there and waits for all batches under way. */
  async drain(): Promise<void> {
    this.#send();
    await Promise.all(this.#running);
  }
}
