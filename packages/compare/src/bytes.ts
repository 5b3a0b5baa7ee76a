/** White space of the format: space, form feed, line feed, carriage return, tab, vertical tab. */
export const SPACE = new Uint8Array(256);
for (const byte of [0x20, 0x0c, 0x0a, 0x0d, 0x09, 0x0b]) SPACE[byte] = 1;

export const EXACT = Uint8Array.from({ length: 256 }, (_, byte) => byte);
/** ASCII letters to lower case; every other byte stays. */
export const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte));

export const NEWLINE = 0x0a;

// What follows looks at four bytes at a time, as one number: several times as fast as a loop over bytes. Words are read
// little-endian at any offset, so the first byte is the lowest. (Warren, Hacker's Delight, chapter 6: "Searching words".)

/** For reading words out of bytes. */
export function wordsOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Do two words differ at most in the case of ASCII letters? */
export function sameLetters(x: number, y: number): boolean {
  const different = x ^ y;
  if ((different & ~0x20202020) !== 0) return false;
  return ((different << 2) & ~letters(x) & 0x80808080) === 0;
}

/** The word with its ASCII letters in lower case. */
export function lowerCase(x: number): number {
  return x | ((letters(x) & 0x80808080) >>> 2);
}

/** The high bit of each byte that is an ASCII letter is set; the other bits mean nothing. */
function letters(x: number): number {
  const low = (x | 0x20202020) & 0x7f7f7f7f;
  return (low + 0x1f1f1f1f) & ~(low + 0x05050505) & ~x;
}

/** The high bit of each byte that equals the same byte of `pattern` is set, and no other bit. */
export function equalBytes(x: number, pattern: number): number {
  const different = x ^ pattern;
  return ~(((different & 0x7f7f7f7f) + 0x7f7f7f7f) | different | 0x7f7f7f7f);
}

/** Line breaks in a part of the bytes. */
export function countNewlines(bytes: Uint8Array, from: number, to: number): number {
  const words = wordsOf(bytes);
  let count = 0;
  let i = from;
  while (i + 4 <= to) {
    // Four counters side by side in one number; each holds 255 at most.
    const end = Math.min(to - 3, i + 4 * 255);
    let four = 0;
    for (; i < end; i += 4) four = (four + (equalBytes(words.getInt32(i, true), 0x0a0a0a0a) >>> 7)) | 0;
    count += (four & 255) + ((four >>> 8) & 255) + ((four >>> 16) & 255) + (four >>> 24);
  }
  for (; i < to; i++) if (bytes[i] === NEWLINE) count++;
  return count;
}
