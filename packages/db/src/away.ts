/** SQLSTATE classes 08 (connection), 53 (resources), 57P (operator intervention), and the network's own words. */
const AWAY = /^(08...|53...|57P..|ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT)$/;
/** The pool's, which have no code. */
const POOL = /timeout exceeded when trying to connect|Connection terminated/;

/** Whether an error says that the database or the network is away, and so nothing about what was asked of it. */
export function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && AWAY.test(String(error.code))) return true;
  return error instanceof Error && POOL.test(error.message);
}
