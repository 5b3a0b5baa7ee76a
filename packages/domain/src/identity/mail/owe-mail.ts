import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Tx } from '../../spine/emit.ts';

/** How long the link of a reset works, from when it is sent. */
export const RESET_MINUTES = 30;

/** How long the link that confirms an address works, from when it is sent. */
export const CONFIRM_HOURS = 24;

/**
 * `reset` and `confirm` have a link; `password` and `email` say that these were changed, `asked` that another address was asked for, `passkey_added`,
 * `passkey_removed`, `linked` and `unlinked` that there is another way in, or one less. A `confirm` to an
 * address that is another account's tells its owner so instead, which is found when it is sent: nobody who waits for an answer can tell.
 */
export type AccountMailKind =
  | 'reset'
  | 'confirm'
  | 'password'
  | 'email'
  | 'asked'
  | 'passkey_added'
  | 'passkey_removed'
  | 'linked'
  | 'unlinked';

const writeStatement = prepare(
  'account_mail_write',
  'INSERT INTO account_mails (id, user_id, kind, address) VALUES ($1, $2, $3, $4)',
);

/** Owes a mail about an account, in the transaction that causes it. `userId` null: the same work, and nothing is sent. */
export async function oweMail(
  tx: Tx,
  mail: { readonly userId: string | null; readonly kind: AccountMailKind; readonly address?: string },
): Promise<void> {
  const mailId = newId();
  await writeStatement(tx.client, [mailId, mail.userId, mail.kind, mail.address ?? null]);
  tx.enqueue({ name: 'mail.send', payload: { mailId } });
}
