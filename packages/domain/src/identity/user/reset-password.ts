import { DocketError } from '@docket/contracts/errors';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { voidResets } from '../mail/void-resets.ts';
import { changeAccess } from '../session/change-access.ts';
import { hashToken } from '../session/token.ts';
import { refuseCommonPassword } from './common-password.ts';
import { hasConfirmed } from './confirmed-address.ts';
import { hashPassword } from './password.ts';
import { forgetWaysIn } from './ways-in.ts';

const TOKEN = /^rt_[A-Za-z0-9_-]{43}$/;

const knownStatement = prepare(
  'reset_known',
  'SELECT m.user_id, u.username::text FROM account_mails m JOIN users u ON u.id = m.user_id WHERE m.token_hash = $1 AND m.used_at IS NULL AND m.expires_at > $2',
);
const useStatement = prepare(
  'reset_use',
  'UPDATE account_mails SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING id',
);
const setStatement = prepare(
  'reset_password_hash',
  `UPDATE users u SET password_hash = $2 WHERE u.id = $1 AND u.disabled_at IS NULL RETURNING u.email::text, u.email_confirmed_at`,
).rows<{ email: string }>();

const confirmStatement = prepare(
  'reset_confirms_email',
  // Of the address that the link went to, and not of one that has taken its place since.
  `UPDATE users u SET email_confirmed_at = $2 WHERE u.id = $1 AND u.email = $3::citext AND NOT (${hasConfirmed('u')})`,
);

/**
 * Sets a new password with the token of a mail, once. All sessions end, and other links that are under way are void. The address that the link went to is
 * confirmed by it, unless it is another account's; passkeys and linked logins of before it was confirmed go.
 * @throws DocketError `reset_invalid`, `unavailable`, `invalid_request` for a password that is among the commonest: the link still works then
 */
export async function resetPassword(
  ctx: Ctx,
  input: { readonly token: string; readonly newPassword: string },
): Promise<void> {
  const hash = hashToken(input.token);
  if (!TOKEN.test(input.token)) throw invalid();
  // Spares the work of hashing for what is no link, and says whose row is to be locked first (`voidResets`); the update of the mail decides.
  const [known] = await knownStatement(ctx.db.pool, [hash, ctx.clock.now()]);
  const userId = known?.user_id ?? undefined;
  if (userId === undefined) throw invalid();
  refuseCommonPassword(input.newPassword, 'body.newPassword', [known?.username ?? '']);
  const passwordHash = await hashPassword(input.newPassword);
  const address = await changeAccess(ctx, async (tx) => {
    const at = ctx.clock.now();
    const [user] = await setStatement(tx.client, [userId, passwordHash]);
    if (user === undefined) throw invalid();
    if ((await useStatement(tx.client, [hash, at])).length === 0) throw invalid();
    await tx.endSessions({ userId });
    await voidResets(tx, { userId, at });
    // Whoever named this address without having it must not keep a way in for later, also when its owner has pressed the button of a mail (docs/adr/0061).
    await forgetWaysIn(tx, userId, user.email_confirmed_at);
    await oweMail(tx, { userId, kind: 'password' });
    // A link goes to the account's address and is void as soon as there is another, so it went to this one.
    return user.email;
  });
  try {
    await confirmStatement(ctx.db.pool, [userId, ctx.clock.now(), address]);
  } catch (error) {
    if (!isUniqueViolation(error, 'users_email_confirmed')) throw error;
  }
}

function invalid(): DocketError {
  return new DocketError('reset_invalid', 'The link was used, is too old, or was never sent. Ask for another one.');
}
