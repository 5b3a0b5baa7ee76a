import { wordsOf } from './bytes.ts';
import { canonicalLine, LineHash } from './line-hash.ts';

/** Lines that are hashed before the first of them is looked up, so that the processor waits for many places in memory at once. */
const BATCH = 128;
/** Places per line of the answer. */
const ROOM = 1.5;
/** What a place holds, beside each other so that they come from memory at once; the hash is 0 where it is free. */
const [HASH, START, END, LEFT, FIELDS] = [0, 1, 2, 3, 4];
/** Places that are looked through together, or not at all. */
const REGION = 1024;

/** How a line of the output is told that is too many. */
export type Surplus = { readonly from: number; readonly end: number; readonly index: number };

/**
 * How often each line of the answer is still to come. An open hash table of places in the answer; lines are the same
 * only where their bytes say so. It is made large enough at once: growing would stop everything else.
 */
export class LineBag {
  readonly #answer: Buffer;
  readonly #answerWords: DataView;
  readonly #caseSensitive: boolean;
  readonly #line: LineHash;
  /** Memory that is not touched costs nothing. */
  readonly #places: Int32Array;
  readonly #usedRegions: Uint8Array;
  readonly #scale: number;
  #lines = 0;
  /** Bytes of the longest line added. */
  longest = 0;
  /** The lines of a batch; behind their hashes, what `#touch` read, or it would be left out as of no use. */
  readonly #from = new Int32Array(BATCH);
  readonly #end = new Int32Array(BATCH);
  readonly #hash = new Int32Array(BATCH + 1);

  /** @param lines the most lines that will be added */
  constructor(answer: Buffer, lines: number, caseSensitive: boolean) {
    this.#answer = answer;
    this.#answerWords = wordsOf(answer);
    this.#caseSensitive = caseSensitive;
    this.#line = new LineHash(caseSensitive);
    const places = Math.ceil(lines * ROOM) + 1;
    this.#places = new Int32Array(places * FIELDS);
    this.#usedRegions = new Uint8Array(Math.ceil(places / REGION));
    this.#scale = places / 2 ** 32;
  }

  /** Adds the lines of a part of the answer that ends where a line does. */
  add(from: number, to: number): void {
    for (let i = from; i < to;) {
      const count = this.#readBatch(this.#answer, this.#answerWords, i, to);
      for (let n = 0; n < count; n++) this.#addOne(this.#hash[n] ?? 0, this.#from[n] ?? 0, this.#end[n] ?? 0);
      i = (this.#end[count - 1] ?? to) + 1;
    }
  }

  /**
   * Takes out the lines of `bytes`. @returns how many they were, those with nothing in them too; or the first that is not,
   * or no longer, there. `seen` is told if there was a line with something in it.
   */
  take(bytes: Buffer, seen: () => void): number | Surplus {
    const words = wordsOf(bytes);
    let lines = 0;
    for (let i = 0; i < bytes.length;) {
      const count = this.#readBatch(bytes, words, i, bytes.length);
      for (let n = 0; n < count; n++) {
        const hash = this.#hash[n] ?? 0;
        if (hash === 0) continue;
        seen();
        const from = this.#from[n] ?? 0;
        const end = this.#end[n] ?? 0;
        const at = this.#find(hash, bytes, words, from, end);
        const left = this.#places[at + LEFT] ?? 0;
        if (left === 0) return { from, end, index: lines + n };
        this.#places[at + LEFT] = left - 1;
        this.#lines--;
      }
      lines += count;
      i = (this.#end[count - 1] ?? bytes.length) + 1;
    }
    return lines;
  }

  /** The first line of the answer that is left, in its canonical form. */
  any(): Buffer | null {
    if (this.#lines === 0) return null;
    const places = this.#places;
    let [start, end] = [this.#answer.length, this.#answer.length];
    for (const [region, used] of this.#usedRegions.entries()) {
      if (used === 0) continue;
      const to = Math.min((region + 1) * REGION * FIELDS, places.length);
      for (let at = region * REGION * FIELDS; at < to; at += FIELDS) {
        const from = places[at + START] ?? 0;
        if (places[at + LEFT] === 0 || from >= start) continue;
        start = from;
        end = places[at + END] ?? 0;
      }
    }
    return canonicalLine(this.#answer, start, end, this.#caseSensitive);
  }

  #readBatch(bytes: Buffer, words: DataView, from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to && count < BATCH; count++) {
      const end = this.#line.read(bytes, words, i);
      this.#from[count] = i;
      this.#end[count] = end;
      this.#hash[count] = this.#line.hash;
      i = end + 1;
    }
    this.#hash[BATCH] = this.#touch(count);
    return count;
  }

  /** Reads what the lookups of a batch will start with, and decides nothing, so that no read has to wait for another. */
  #touch(count: number): number {
    const places = this.#places;
    let sum = 0;
    for (let n = 0; n < count; n++) sum ^= places[this.#placeOf(this.#hash[n] ?? 0) + START] ?? 0;
    for (let n = 0; n < count; n++) sum ^= this.#answer[places[this.#placeOf(this.#hash[n] ?? 0) + START] ?? 0] ?? 0;
    return sum;
  }

  #placeOf(hash: number): number {
    return Math.floor((hash >>> 0) * this.#scale) * FIELDS;
  }

  #addOne(hash: number, from: number, end: number): void {
    if (hash === 0) return;
    if (end - from > this.longest) this.longest = end - from;
    const places = this.#places;
    const at = this.#find(hash, this.#answer, this.#answerWords, from, end);
    if (places[at] === 0) {
      places[at + HASH] = hash;
      places[at + START] = from;
      places[at + END] = end;
      this.#usedRegions[Math.floor(at / (REGION * FIELDS))] = 1;
    }
    places[at + LEFT] = (places[at + LEFT] ?? 0) + 1;
    this.#lines++;
  }

  /** @returns the line's place, or the free one where it would go */
  #find(hash: number, bytes: Buffer, words: DataView, from: number, end: number): number {
    const places = this.#places;
    for (let at = this.#placeOf(hash); ; at += FIELDS) {
      if (at === places.length) at = 0;
      const there = places[at];
      if (there === 0 || (there === hash && this.#isSame(at, bytes, words, from, end))) return at;
    }
  }

  #isSame(at: number, bytes: Buffer, words: DataView, from: number, end: number): boolean {
    const start = this.#places[at + START] ?? 0;
    const answerEnd = this.#places[at + END] ?? 0;
    if (answerEnd - start === end - from) {
      const shift = start - from;
      let i = from;
      while (i + 4 <= end && words.getInt32(i, true) === this.#answerWords.getInt32(i + shift, true)) i += 4;
      while (i < end && bytes[i] === this.#answer[i + shift]) i++;
      if (i === end) return true;
    }
    const wanted = canonicalLine(this.#answer, start, answerEnd, this.#caseSensitive);
    return wanted.equals(canonicalLine(bytes, from, end, this.#caseSensitive));
  }
}
