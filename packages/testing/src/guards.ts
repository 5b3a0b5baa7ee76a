import type { Db } from '@docket/db/client';

/**
 * Takes a guard out of a database function, in this test's own database, to see what it guards against.
 * @param guard a part of the function's text, which must be there exactly once
 * @returns puts it back
 */
export async function withoutGuard(
  db: Pick<Db, 'pool'>,
  name: string,
  guard: string,
  instead = '',
): Promise<() => Promise<void>> {
  const { rows } = await db.pool.query<{ text: string }>('SELECT pg_get_functiondef($1::regproc) AS text', [name]);
  const text = rows[0]?.text ?? '';
  const parts = text.split(guard);
  if (parts.length !== 2) throw new Error(`the guard is ${parts.length - 1} times in ${name}: ${guard}`);
  await db.pool.query(parts.join(instead));
  return async () => void (await db.pool.query(text));
}
