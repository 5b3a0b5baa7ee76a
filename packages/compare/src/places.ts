import { countNewlines, NEWLINE } from './bytes.ts';

/** Bytes that equal the answer and whose lines nobody counts before somebody asks: about 2 ms of counting. */
const UNCOUNTED_BYTES = 8 * 1024 * 1024;

/**
 * Lines and columns of an output that is not kept. Most outputs equal the answer and nobody asks for a place in them, so
 * lines are counted late, out of the answer, but never so many at once that the event loop would wait for it.
 */
export class Places {
  readonly #answer: Buffer;
  #line = 1;
  /** Where in the output its last line counted starts. */
  #lineStart = 0;
  /** The part of the answer that the output equalled last, not counted yet, and how much further on it is in the output. */
  #from = 0;
  #to = 0;
  #shift = 0;

  constructor(answer: Buffer) {
    this.#answer = answer;
  }

  /** The output goes on with a part of the answer; the first of these bytes is at `offset` of the output. */
  equal(from: number, to: number, offset: number): void {
    if (this.#from === this.#to || offset - from !== this.#shift) {
      this.#settle(this.#to);
      this.#from = from;
      this.#shift = offset - from;
    }
    this.#to = to;
    if (to - this.#from > UNCOUNTED_BYTES) this.#settle(to - UNCOUNTED_BYTES);
  }

  /** The output goes on with a part of `chunk`; the first of these bytes is at `offset` of the output. */
  other(chunk: Uint8Array, from: number, to: number, offset: number): void {
    this.#settle(this.#to);
    this.#count(chunk, from, to, offset);
  }

  /** Bytes whose lines are still to be counted. */
  get uncounted(): number {
    return this.#to - this.#from;
  }

  /** The place of a byte of the output, when all before it is known. Both count from 1. */
  at(offset: number): { readonly line: number; readonly column: number } {
    this.#settle(this.#to);
    return { line: this.#line, column: offset - this.#lineStart + 1 };
  }

  #settle(to: number): void {
    if (to > this.#from) this.#count(this.#answer, this.#from, to, this.#from + this.#shift);
    this.#from = to;
  }

  #count(bytes: Uint8Array, from: number, to: number, offset: number): void {
    const breaks = countNewlines(bytes, from, to);
    if (breaks === 0) return;
    this.#line += breaks;
    this.#lineStart = offset + bytes.lastIndexOf(NEWLINE, to - 1) + 1 - from;
  }
}
