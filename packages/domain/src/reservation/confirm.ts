import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';

/** `already`: it was confirmed before, so nothing changed. */
export type ConfirmOutcome = 'confirmed' | 'already' | 'expired' | 'released' | 'returned' | 'missing';

const confirmStatement = prepare('reservation_confirm', 'SELECT reservation_confirm($1, $2) AS outcome').rows<{
  outcome: ConfirmOutcome;
}>();

/**
 * Makes a hold a sale, if it still has everything it was given. It and `expire` change the same row from ACTIVE, so one of them wins.
 * @param late also past its time, as long as nobody has taken any of it over: for money that was captured too late.
 */
export async function confirm(on: Pool | PoolClient, holdId: string, late = false): Promise<ConfirmOutcome> {
  const [row] = await confirmStatement(on, [holdId, late]);
  if (row === undefined) throw new Error('reservation_confirm answered nothing');
  return row.outcome;
}
