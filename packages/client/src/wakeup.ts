/** Lets one loop sleep until something happens, a time has passed, or a signal aborts. A ring while nobody waits is kept. */
export class Wakeup {
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.ring();
  #rung = false;
  #resolve: (() => void) | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort);
  }

  ring(): void {
    this.#rung = true;
    this.#resolve?.();
  }

  /** Sleeps at most `ms` milliseconds; infinite sleeps until the next ring. */
  async wait(ms: number): Promise<void> {
    if (!this.#rung && this.#signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
        this.#resolve = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#resolve = undefined;
    }
    this.#rung = false;
  }

  dispose(): void {
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#resolve?.();
  }
}
