import type { Logger } from './logger.ts';

type Stop = { readonly name: string; readonly stop: () => Promise<void> | void };

/**
 * Ordered shutdown of one process. Things stop in the reverse order of their registration,
 * so what was started last (taking work in) ends first and connections end last.
 */
export class Lifecycle {
  readonly #stops: Stop[] = [];
  readonly #log: Logger;
  readonly #graceMs: number;
  #stopping: Promise<void> | undefined;
  #step: string | undefined;

  constructor(log: Logger, graceMs: number) {
    this.#log = log;
    this.#graceMs = graceMs;
  }

  /** True from the first signal on; `/readyz` answers 503 then. */
  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  onStop(name: string, stop: Stop['stop']): void {
    this.#stops.push({ name, stop });
  }

  /** Stops everything once; later calls wait for the first. A step that throws is logged and does not keep the others from stopping. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const { name, stop } of this.#stops.toReversed()) {
      this.#step = name;
      const started = performance.now();
      try {
        await stop();
        this.#log.debug({ step: name, ms: Math.round(performance.now() - started) }, 'stopped');
      } catch (error) {
        this.#log.error({ err: error, step: name }, 'a step of the shutdown failed');
      }
    }
  }

  /**
   * Ends the process on SIGTERM and SIGINT after an ordered stop, with status 1 when the grace time runs out
   * or an error was thrown where nobody caught it (state is unknown then; the supervisor starts a new one).
   */
  handleSignals(): void {
    const end = (why: string, status: number): void => {
      if (this.stopping) return;
      this.#log.info({ why }, 'stopping');
      const deadline = setTimeout(() => {
        this.#log.error({ graceMs: this.#graceMs, step: this.#step }, 'grace time is over; ending at once');
        process.exit(1);
      }, this.#graceMs);
      deadline.unref();
      void this.stop().then(() => process.exit(status));
    };
    process.once('SIGTERM', () => end('SIGTERM', 0));
    process.once('SIGINT', () => end('SIGINT', 0));
    process.on('uncaughtException', (error) => {
      this.#log.fatal({ err: error }, 'uncaught error');
      end('uncaught error', 1);
    });
    process.on('unhandledRejection', (error) => {
      this.#log.fatal({ err: error }, 'unhandled rejection');
      end('unhandled rejection', 1);
    });
  }
}
