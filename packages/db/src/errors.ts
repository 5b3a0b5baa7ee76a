/** Was a row refused because a value of this unique index is in use (23505)? Of errors of the pool; `taken.ts` is for those of the Prisma client. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === '23505' && 'constraint' in error && error.constraint === constraint;
}
