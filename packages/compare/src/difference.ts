/** Bytes of a token shown before the difference, and from it on. */
export const WINDOW_BEFORE = 20;
export const WINDOW_AFTER = 60;

/** The last `count` bytes (at most the window) of the output before `i` of the chunk; `tail` is what came before the chunk. */
export function bytesBefore(tail: Buffer, chunk: Uint8Array, i: number, count: number): Buffer {
  const length = Math.min(count, WINDOW_BEFORE);
  if (i >= length) return Buffer.from(chunk.subarray(i - length, i));
  const older = tail.subarray(Math.max(0, tail.length - (length - i)));
  return Buffer.concat([older, chunk.subarray(0, i)]);
}

/** Collects the rest of a token that differs, as far as it is shown, across chunks. */
export type TokenCapture = {
  /** False once the token is complete or the window full. */
  feed(chunk: Uint8Array, from: number): boolean;
  text(): string;
};

export function createTokenCapture(before: Buffer, trimmed: boolean, isSpace: (byte: number) => boolean): TokenCapture {
  const after: number[] = [];
  let open = true;
  let cut = false;
  return {
    feed(chunk, from) {
      for (let i = from; open && i < chunk.length; i++) {
        const byte = chunk[i] ?? 0;
        if (isSpace(byte)) open = false;
        else if (after.length === WINDOW_AFTER) {
          open = false;
          cut = true;
        } else after.push(byte);
      }
      return open;
    },
    text: () => shownBytes(Buffer.concat([before, Uint8Array.from(after)]), trimmed, cut),
  };
}

const NAMES: Readonly<Record<number, string>> = {
  0x09: '\\t',
  0x0a: '\\n',
  0x0b: '\\v',
  0x0c: '\\f',
  0x0d: '\\r',
  0x20: '\\x20',
  0x5c: '\\\\',
};

/** Bytes as safe text: UTF-8 where it is valid and visible, everything else escaped; `…` where something was cut. */
export function shownBytes(bytes: Uint8Array, cutBefore: boolean, cutAfter: boolean): string {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    const char = length === 1 ? null : decode(bytes.subarray(i, i + length));
    if (char !== null) {
      text += char;
      i += length;
      continue;
    }
    text +=
      NAMES[byte] ??
      (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`);
    i++;
  }
  return (cutBefore ? '…' : '') + text + (cutAfter ? '…' : '');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One character, or null when the bytes are not exactly one visible character. */
function decode(bytes: Uint8Array): string | null {
  try {
    const char = utf8.decode(bytes);
    return [...char].length === 1 && !/[\p{C}\p{Z}]/u.test(char) ? char : null;
  } catch {
    return null;
  }
}
