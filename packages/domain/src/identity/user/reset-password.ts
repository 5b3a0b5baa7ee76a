import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { changeAccess } from '../session/change-access.ts';
import { hashToken } from '../session/token.ts';
import { hashPassword } from './password.ts';

const TOKEN = /^rt_[A-Za-z0-9_-]{43}$/;

const knownStatement = prepare(
  'reset_known',
  'SELECT id FROM account_mails WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2',
);
const useStatement = prepare(
  'reset_use',
  'UPDATE account_mails SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING user_id',
);
const setStatement = prepare(
  'reset_password_hash',
  'UPDATE users SET password_hash = $2 WHERE id = $1 AND disabled_at IS NULL RETURNING id',
);

/**
 * Sets a new password with the token of a mail, once. All sessions end, and other links that are under way are void.
 * @throws DocketError `reset_invalid`, `unavailable`
 */
export async function resetPassword(
  ctx: Ctx,
  input: { readonly token: string; readonly newPassword: string },
): Promise<void> {
  const hash = hashToken(input.token);
  // Asked first only to spare the work of hashing; the update decides.
  if (!TOKEN.test(input.token) || (await knownStatement(ctx.db.pool, [hash, ctx.clock.now()])).length === 0)
    throw invalid();
  const passwordHash = await hashPassword(input.newPassword);
  await changeAccess(ctx, async (tx) => {
    const at = ctx.clock.now();
    const [used] = await useStatement(tx.client, [hash, at]);
    if (used === undefined || used.user_id === null) throw invalid();
    const userId = used.user_id;
    if ((await setStatement(tx.client, [userId, passwordHash])).length === 0) throw invalid();
    await tx.endSessions({ userId });
    await tx.client.query(
      `UPDATE account_mails SET used_at = $2 WHERE user_id = $1 AND kind = 'reset' AND used_at IS NULL`,
      [userId, at],
    );
    await oweMail(tx, { userId, kind: 'password' });
  });
}

function invalid(): DocketError {
  return new DocketError('reset_invalid', 'The link was used, is too old, or was never sent. Ask for another one.');
}
