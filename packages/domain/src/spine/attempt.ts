import type { Tx } from './emit.ts';

/** Does something in a transaction that is undone if it comes to nothing; what went before stays. @returns what it came to; null for nothing */
export async function attempt<T>(tx: Tx, work: () => Promise<T | null>): Promise<T | null> {
  // Nobody waits for it before the first statement of the work; if it fails, so does that.
  const begun = tx.client.query('SAVEPOINT attempt');
  begun.catch(() => undefined);
  const result = await work();
  await begun;
  // Released in both cases, so that one inside another is undone by itself.
  if (result === null) await tx.client.query('ROLLBACK TO SAVEPOINT attempt');
  await tx.client.query('RELEASE SAVEPOINT attempt');
  return result;
}
