import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

const extendStatement = prepare('reservation_extend', 'SELECT reservation_extend($1, $2) AS until').rows<{
  until: Date | null;
}>();

/**
 * Keeps what a hold has for longer; it never ends sooner than before. What bounds how often and how long is the caller's to know.
 * @param until of the database's clock
 * @returns its end; null when it was over, or somebody has taken some of it: then nothing has changed
 */
export async function extend(tx: Tx, holdId: string, until: Date): Promise<Date | null> {
  const [row] = await extendStatement(tx.client, [holdId, until]);
  return row?.until ?? null;
}
