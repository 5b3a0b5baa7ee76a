import { equalBytes, LOWER, lowerCase, NEWLINE, SPACE, wordsOf } from './bytes.ts';

/**
 * A line as it counts where lines are compared in any order: its tokens with one space between them, in lower case
 * unless case counts. Takes the part of `bytes` that is the line, without its line break.
 */
export function canonicalLine(bytes: Uint8Array, from: number, end: number, caseSensitive: boolean): Buffer {
  const line = Buffer.allocUnsafe(end - from);
  let length = 0;
  for (let i = from; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (SPACE[byte] === 0) line[length++] = caseSensitive ? byte : (LOWER[byte] ?? 0);
    else if (length > 0 && line[length - 1] !== 0x20) line[length++] = 0x20;
  }
  if (line[length - 1] === 0x20 && length > 0) length--;
  return line.subarray(0, length);
}

/** Hashes lines, so that lines that count as the same have the same hash. */
export class LineHash {
  readonly #caseSensitive: boolean;
  /** In an array, for an object's field that is no small integer would be boxed. */
  readonly #hash = new Int32Array(1);

  constructor(caseSensitive: boolean) {
    this.#caseSensitive = caseSensitive;
  }

  /** Of the line read last; 0 if there is nothing in it, and only then. */
  get hash(): number {
    return this.#hash[0] ?? 0;
  }

  /** Reads the line that starts at `from`. @returns where its line break is, or the length of `bytes` */
  read(bytes: Buffer, words: DataView, from: number): number {
    const plain = this.#readPlain(words, from);
    if (plain !== -1) return plain;
    const newline = bytes.indexOf(NEWLINE, from);
    const end = newline === -1 ? bytes.length : newline;
    const canonical = canonicalLine(bytes, from, end, this.#caseSensitive);
    // With a line break and room for the last word it is a plain line.
    const copy = Buffer.alloc(canonical.length + 5, NEWLINE);
    copy.set(canonical);
    this.#readPlain(wordsOf(copy), 0);
    return end;
  }

  /**
   * Reads a line that is written as `canonicalLine` would, but for case, and does not end in the last bytes there are.
   * Mixes words as MurmurHash3 does. @returns -1 if it is another
   */
  #readPlain(words: DataView, from: number): number {
    const caseSensitive = this.#caseSensitive;
    const last = words.byteLength - 4;
    let hash = 0;
    /** The high bit of the lowest byte is set if the byte before the word is a space, or there is none. */
    let before = 0x80;
    for (let i = from; i <= last; i += 4) {
      let word = words.getInt32(i, true);
      const breaks = controlSpaces(word);
      const count = breaks === 0 ? 4 : (31 - Math.clz32(breaks & -breaks)) >> 3;
      if (breaks !== 0) {
        if (((word >>> (count << 3)) & 255) !== NEWLINE) return -1;
        word = count === 0 ? 0 : word & (-1 >>> (32 - (count << 3)));
      }
      const spaces = equalBytes(word, 0x20202020);
      if ((spaces & ((spaces << 8) | before)) !== 0) return -1;
      if (!caseSensitive) word = lowerCase(word);
      if (count !== 0) hash = mixed(hash, word);
      if (breaks !== 0) {
        const end = i + count;
        // The byte before the line break, in this word or the one before.
        const trailing = count === 0 ? before : (spaces >>> ((count - 1) << 3)) & 0x80;
        if (end > from && trailing !== 0) return -1;
        this.#hash[0] = end === from ? 0 : final(hash ^ (end - from)) || 1;
        return end;
      }
      before = spaces >>> 24;
    }
    return -1;
  }
}

/** The high bit of each byte is set that is white space other than a space. */
function controlSpaces(word: number): number {
  const low = word & 0x7f7f7f7f;
  return (low + 0x77777777) & ~(low + 0x72727272) & ~word & 0x80808080;
}

function mixed(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const next = hash ^ k;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function final(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
