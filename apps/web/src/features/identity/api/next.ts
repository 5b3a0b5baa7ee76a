/** The address to go on to after logging in: only places of this site (`/x`, never `//other.example` or `/\other`). */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}
