import type { Readable, Writable } from 'node:stream';
import { BoxFault } from '../box.ts';
import { FrameReader, fromRunner } from './protocol.ts';

/**
 * When an event loop that stood still goes on, timers fire before it is read what came meanwhile. So what is there when the
 * deadline passes is read for so long before anybody is blamed.
 */
const LAST_LOOK_MS = 250;

/** The two streams to a runner, and how to end it. */
export type RunnerStreams = {
  readonly input: Writable;
  readonly output: Readable;
  /** Ends the box at once, whatever state it is in. Resolves when nothing of it is left. */
  readonly destroy: () => Promise<void>;
  /** Last words outside the frames, such as what bwrap wrote to standard error. */
  readonly lastWords: () => string;
};

/** What a frame means to who waits: no more, more, or more within so many ms from now and without more being sent. */
export type Heard = boolean | { readonly withinMs: number };

type Exchange = {
  /** Its deadline begins when its turn does. */
  readonly begin: () => void;
  readonly extend: (ms: number) => void;
  alone: boolean;
  readonly onFrame: (type: number, payload: Buffer) => Heard;
  readonly resolve: () => void;
  readonly reject: (fault: BoxFault) => void;
};

/**
 * Requests to one runner and its answers, which come in the order of the requests. Each exchange has the worker's own
 * deadline: when it passes the box is destroyed and the exchange, with those behind it, fails with `BoxFault`, whatever the
 * runner says.
 */
export class RunnerChannel {
  #streams: RunnerStreams;
  /** The first is the one that is answered now. */
  #waiting: Exchange[] = [];
  #ended: BoxFault | undefined;

  constructor(streams: RunnerStreams) {
    this.#streams = streams;
    const reader = new FrameReader((type, payload) => this.#take(type, payload));
    streams.output.on('data', (chunk: Buffer) => {
      if (this.#ended !== undefined) return;
      try {
        reader.push(chunk);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        this.#fail(`the runner is not to be understood: ${error.message}`, error);
      }
    });
    streams.output.on('close', () => this.#fail('the runner ended'));
    streams.output.on('error', (error) => this.#fail('reading from the runner failed', error));
    streams.input.on('error', (error) => this.#fail('writing to the runner failed', error));
  }

  get open(): boolean {
    return this.#ended === undefined;
  }

  /**
   * Sends the parts as they are, also while others before them are not answered, and feeds answers to `onFrame` until it
   * returns true; `withinMs` gives it a new deadline. `deadlineMs` bounds the time from the answer before. While one that is `alone` is under way `send` adds to
   * it, so that nothing else may follow.
   */
  exchange(
    parts: readonly Uint8Array[],
    deadlineMs: number,
    onFrame: (type: number, payload: Buffer) => Heard,
    alone = false,
  ): Promise<void> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (this.#waiting.at(-1)?.alone === true)
      return Promise.reject(new BoxFault('a program that is talked to is alone with its runner'));
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const wait = (ms: number): void => {
        const fail = (): void => this.#fail(`no answer from the runner within ${Math.round(ms)} ms`);
        clearTimeout(timer);
        timer = setTimeout(() => (timer = setTimeout(fail, LAST_LOOK_MS)), ms);
      };
      this.#waiting.push({
        alone,
        begin: () => wait(deadlineMs),
        extend: wait,
        onFrame,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
        reject: (fault) => {
          clearTimeout(timer);
          reject(fault);
        },
      });
      if (this.#waiting.length === 1) this.#waiting[0]?.begin();
      this.#write(parts);
    });
  }

  /** Sends more while an exchange that is `alone` is under way; dropped when none is. */
  send(parts: readonly Uint8Array[]): void {
    if (this.#waiting.at(-1)?.alone === true && !this.#ended) this.#write(parts);
  }

  /** Sends what is not answered, in its turn among the exchanges. */
  tell(parts: readonly Uint8Array[]): void {
    if (!this.#ended) this.#write(parts);
  }

  #write(parts: readonly Uint8Array[]): void {
    const { input } = this.#streams;
    if (parts.length > 1) input.cork();
    for (const part of parts) input.write(part);
    if (parts.length > 1) input.uncork();
  }

  async close(): Promise<void> {
    this.#ended ??= new BoxFault('the box is closed');
    this.#rejectAll(this.#ended);
    await this.#streams.destroy();
  }

  #take(type: number, payload: Buffer): void {
    if (type === fromRunner.fault) return this.#fail(payload.toString());
    const current = this.#waiting[0];
    if (!current) return this.#fail(`frame ${type} that nobody asked for`);
    const heard = current.onFrame(type, payload);
    if (heard === false) return;
    if (heard !== true) {
      current.alone = false;
      current.extend(heard.withinMs);
      return;
    }
    this.#waiting.shift();
    this.#waiting[0]?.begin();
    current.resolve();
  }

  #rejectAll(fault: BoxFault): void {
    for (const { reject } of this.#waiting.splice(0)) reject(fault);
  }

  #fail(message: string, cause?: unknown): void {
    if (this.#ended) return;
    const words = this.#streams.lastWords().trim();
    this.#ended = new BoxFault(words ? `${message}: ${words}` : message, cause === undefined ? {} : { cause });
    this.#rejectAll(this.#ended);
    // Whoever closes the box is told that it could not be ended: its engine may have gone.
    this.#streams.destroy().catch(() => undefined);
  }
}
