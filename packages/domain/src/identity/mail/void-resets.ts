import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';

const voidStatement = prepare(
  'resets_void',
  `UPDATE account_mails SET used_at = $2 WHERE user_id = $1 AND kind = 'reset' AND used_at IS NULL`,
);

/**
 * Makes void every link to reset a user's password, those that are still to be sent too. The user's row is locked first, always in this order:
 * two who change one account wait for each other and do not deadlock.
 */
export async function voidResets(tx: Tx, input: { readonly userId: string; readonly at: Date }): Promise<void> {
  await voidStatement(tx.client, [input.userId, input.at]);
}
