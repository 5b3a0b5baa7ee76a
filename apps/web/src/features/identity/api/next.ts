/**
 * The address to go on to after logging in: only places of this site (`/x`, never `//other.example` or `/\other`, nor with a tab before the second, which
 * browsers leave out).
 */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(next) ? next : undefined;
}
