/**
 * Was a row refused because a unique value of it is in use (23505)? Of errors of the Prisma client.
 * Prepared statements say ON CONFLICT DO NOTHING instead: in a transaction this error ends it.
 */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}
