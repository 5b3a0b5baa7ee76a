/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value ^= character.codePointAt(0) ?? 0;
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** That many numbers from 0 up to 1 that follow from a text: what is drawn by them looks the same everywhere. */
export function diceOf(text: string, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (hash(`${text} ${index}`) % 1000) / 1000);
}
