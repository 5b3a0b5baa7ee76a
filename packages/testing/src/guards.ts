import { preparedStatements } from '@docket/db/statement';
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

/**
 * Takes a guard out of a statement that is sent from TypeScript, on all connections that a database opens from now on: a copy of what runs, without it. Called
 * before the database is used.
 * @param clause a part of the statement's text, which must be there exactly once
 */
export function withoutClause(db: Pick<Db, 'pool'>, name: string, clause: string, instead = ''): void {
  const text = preparedStatements().get(name);
  const parts = text?.split(clause) ?? [];
  if (parts.length !== 2) throw new Error(`the guard is ${parts.length - 1} times in ${name}: ${clause}`);
  if (db.pool.totalCount > 0) throw new Error('the database has been used already');
  db.pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...all: unknown[]) => unknown;
    const changed = (query: unknown): unknown =>
      typeof query === 'object' && query !== null && 'name' in query && query.name === name
        ? { ...query, text: parts.join(instead) }
        : query;
    Object.assign(client, { query: (query: unknown, ...more: unknown[]) => send(changed(query), ...more) });
  });
}
