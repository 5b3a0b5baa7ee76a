import { confirm, type ConfirmOutcome } from '../../reservation/confirm.ts';
import type { Tx } from '../../spine/emit.ts';

/**
 * Makes holds of a booking sales: the seats, then what was taken beside them.
 * @param late also past their time, where nobody has taken any of it
 * @returns what became of the first that is not sold now
 */
export async function sellAll(tx: Tx, holdIds: readonly string[], late = false): Promise<ConfirmOutcome> {
  for (const holdId of holdIds) {
    const outcome = await confirm(tx.client, holdId, late);
    if (outcome !== 'confirmed') return outcome;
  }
  return 'confirmed';
}
