/**
 * A fresh Idempotency-Key. `crypto.randomUUID` is missing on plain-http pages and `crypto` in React Native, so this
 * falls back step by step; the key has to be unlikely to repeat, not hard to guess.
 */
export function randomKey(): string {
  const source: Partial<typeof globalThis.crypto> | undefined = globalThis.crypto;
  if (source?.randomUUID !== undefined) return source.randomUUID();
  const bytes = new Uint8Array(16);
  if (source?.getRandomValues !== undefined) source.getRandomValues(bytes);
  else for (let i = 0; i < bytes.length; i += 1) bytes[i] = Math.floor(Math.random() * 256);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
