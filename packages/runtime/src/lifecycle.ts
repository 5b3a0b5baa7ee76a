import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './logger.ts';

type Stop = { readonly name: string; readonly stop: () => Promise<void> | void };

/**
 * Ordered shutdown of one process, in two steps. First it is announced: `/readyz` says so, and for a while everything goes on, so
 * that whoever sends requests here learns of it. Then things stop in the reverse order of their registration, so what was started
 * last (taking work in) ends first and connections end last.
 */
export class Lifecycle {
  readonly #stops: Stop[] = [];
  readonly #late: Promise<void>[] = [];
  readonly #log: Logger;
  readonly #graceMs: number;
  readonly #announceMs: number;
  #stopping: Promise<void> | undefined;
  #closing = false;
  #step: string | undefined;

  /**
   * @param graceMs how long the second step may take before the process is ended
   * @param announceMs how long the first takes
   */
  constructor(log: Logger, graceMs: number, announceMs = 0) {
    this.#log = log;
    this.#graceMs = graceMs;
    this.#announceMs = announceMs;
  }

  /** True from the first signal on; `/readyz` answers 503 then, and answers ask for no more requests on their connection. */
  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** True once the announcement is over and things are being stopped. */
  get closing(): boolean {
    return this.#closing;
  }

  /** What is registered while things are being stopped already is stopped at once: its start was overtaken by the signal. */
  onStop(name: string, stop: Stop['stop']): void {
    if (this.#closing) this.#late.push(this.#run({ name, stop }));
    else this.#stops.push({ name, stop });
  }

  /** Stops everything once, after the announcement unless there is to be none; later calls wait for the first. A step that throws is logged and does not keep the others from stopping. */
  stop(announce = true): Promise<void> {
    this.#stopping ??= this.#stopAll(announce);
    return this.#stopping;
  }

  async #stopAll(announce: boolean): Promise<void> {
    if (announce && this.#announceMs > 0) await sleep(this.#announceMs);
    this.#closing = true;
    for (const step of this.#stops.toReversed()) {
      this.#step = step.name;
      await this.#run(step);
    }
    for (const late of this.#late) await late;
  }

  async #run({ name, stop }: Stop): Promise<void> {
    const started = performance.now();
    try {
      await stop();
      this.#log.debug({ step: name, ms: Math.round(performance.now() - started) }, 'stopped');
    } catch (error) {
      this.#log.error({ err: error, step: name }, 'a step of the shutdown failed');
    }
  }

  /**
   * Ends the process on SIGTERM and SIGINT after an ordered stop, with status 1 when the grace time runs out
   * or an error was thrown where nobody caught it (state is unknown then; the supervisor starts a new one).
   */
  handleSignals(): void {
    let worst = 0;
    const end = (why: string, status: number): void => {
      worst = Math.max(worst, status);
      if (this.stopping) return;
      this.#log.info({ why }, 'stopping');
      const deadline = setTimeout(() => {
        this.#log.error({ graceMs: this.#graceMs, step: this.#step }, 'grace time is over; ending at once');
        process.exit(1);
      }, this.#announceMs + this.#graceMs);
      deadline.unref();
      // After an error nobody knows what state it is in: nothing more is taken in.
      void this.stop(status === 0).then(() => process.exit(worst));
    };
    // Told once more, it goes on as it does; by Ctrl-C it ends at the second.
    process.on('SIGTERM', () => end('SIGTERM', 0));
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
