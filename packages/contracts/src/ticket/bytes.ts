/** Text and bytes with nothing but ECMAScript: scanners run where there is neither Buffer nor TextDecoder. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** base64url without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = Math.min(3, bytes.length - at) + 1;
    for (let letter = 0; letter < letters; letter += 1) text += LETTERS[(group >> (18 - 6 * letter)) & 63];
  }
  return text;
}

/** Undefined for what is not base64url, or not its one canonical form: no second text stands for the same bytes. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [held, bits, filled] = [0, 0, 0];
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[filled] = (held >> bits) & 255;
    filled += 1;
  }
  return toBase64Url(bytes) === text ? bytes : undefined;
}

export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return Uint8Array.from(escaped, ([, hex, char]) =>
    hex === undefined ? (char?.charCodeAt(0) ?? 0) : Number.parseInt(hex, 16),
  );
}

/** @throws URIError for what is not UTF-8 */
export function fromUtf8(bytes: Uint8Array): string {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}
