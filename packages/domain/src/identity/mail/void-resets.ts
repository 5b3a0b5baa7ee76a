import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';

const voidStatement = prepare(
  'resets_void',
  `UPDATE account_mails SET used_at = $2 WHERE user_id = $1 AND kind = 'reset' AND used_at IS NULL`,
);

const stayStatement = prepare(
  'pending_email_void',
  'UPDATE users SET pending_email = NULL WHERE id = $1 AND pending_email IS NOT NULL',
);

/**
 * Makes void every link to reset a user's password, those that are still to be sent too, and calls off a change of the address. The user's row is locked first, always in this order:
 * two who change one account wait for each other and do not deadlock.
 */
export async function voidResets(tx: Tx, input: { readonly userId: string; readonly at: Date }): Promise<void> {
  await stayStatement(tx.client, [input.userId]);
  await voidStatement(tx.client, [input.userId, input.at]);
}
