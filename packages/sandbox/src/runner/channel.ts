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

type Exchange = {
  readonly onFrame: (type: number, payload: Buffer) => boolean;
  readonly resolve: () => void;
  readonly reject: (fault: BoxFault) => void;
};

/**
 * Request and answer with one runner, one exchange at a time. Each exchange has the worker's own deadline: when it passes
 * the box is destroyed and the exchange fails with `BoxFault`, whatever the runner says.
 */
export class RunnerChannel {
  #streams: RunnerStreams;
  #current: Exchange | undefined;
  #ended: BoxFault | undefined;

  constructor(streams: RunnerStreams) {
    this.#streams = streams;
    const reader = new FrameReader((type, payload) => this.#take(type, payload));
    streams.output.on('data', (chunk: Buffer) => reader.push(chunk));
    streams.output.on('close', () => this.#fail('the runner ended'));
    streams.output.on('error', (error) => this.#fail('reading from the runner failed', error));
    streams.input.on('error', (error) => this.#fail('writing to the runner failed', error));
  }

  get open(): boolean {
    return this.#ended === undefined;
  }

  /**
   * Sends the parts as they are and feeds answers to `onFrame` until it returns true.
   * `deadlineMs` bounds the whole exchange; at most one may be under way.
   */
  exchange(
    parts: readonly Uint8Array[],
    deadlineMs: number,
    onFrame: (type: number, payload: Buffer) => boolean,
  ): Promise<void> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (this.#current) return Promise.reject(new BoxFault('two exchanges at once with one runner'));
    return new Promise((resolve, reject) => {
      const fail = (): void => this.#fail(`no answer from the runner within ${Math.round(deadlineMs)} ms`);
      let timer = setTimeout(() => (timer = setTimeout(fail, LAST_LOOK_MS)), deadlineMs);
      this.#current = {
        onFrame,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
        reject: (fault) => {
          clearTimeout(timer);
          reject(fault);
        },
      };
      const { input } = this.#streams;
      if (parts.length > 1) input.cork();
      for (const part of parts) input.write(part);
      if (parts.length > 1) input.uncork();
    });
  }

  /** Sends more while an exchange is under way; dropped when none is. */
  send(parts: readonly Uint8Array[]): void {
    if (!this.#current || this.#ended) return;
    const { input } = this.#streams;
    if (parts.length > 1) input.cork();
    for (const part of parts) input.write(part);
    if (parts.length > 1) input.uncork();
  }

  async close(): Promise<void> {
    this.#ended ??= new BoxFault('the box is closed');
    this.#current?.reject(this.#ended);
    this.#current = undefined;
    await this.#streams.destroy();
  }

  #take(type: number, payload: Buffer): void {
    if (type === fromRunner.fault) return this.#fail(payload.toString());
    const current = this.#current;
    if (!current) return this.#fail(`frame ${type} that nobody asked for`);
    if (!current.onFrame(type, payload)) return;
    this.#current = undefined;
    current.resolve();
  }

  #fail(message: string, cause?: unknown): void {
    if (this.#ended) return;
    const words = this.#streams.lastWords().trim();
    this.#ended = new BoxFault(words ? `${message}: ${words}` : message, cause === undefined ? {} : { cause });
    this.#current?.reject(this.#ended);
    this.#current = undefined;
    void this.#streams.destroy();
  }
}
