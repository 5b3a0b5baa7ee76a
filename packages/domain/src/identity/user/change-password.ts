import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { voidResets } from '../mail/void-resets.ts';
import { changeAccess } from '../session/change-access.ts';
import { refuseCommonPassword } from './common-password.ts';
import { confirmPassword, stillConfirmed } from './confirm-password.ts';
import { hashPassword } from './password.ts';

const setStatement = prepare(
  'set_password_hash',
  'UPDATE users SET password_hash = $2 WHERE id = $1 AND disabled_at IS NULL RETURNING id',
);

/**
 * Gives the caller another password and ends their other sessions, and their API tokens where that is asked for; a mail says so. Links to reset it that are under way are void.
 * @throws DocketError `unauthenticated`, `wrong_password`, `confirmation_needed`, `unavailable`, `invalid_request` for a password that is among the commonest
 */
export async function changePassword(
  ctx: Ctx,
  input: { readonly password?: string | undefined; readonly newPassword: string; readonly revokeTokens?: boolean },
): Promise<void> {
  const user = requireUser(ctx);
  refuseCommonPassword(input.newPassword, 'body.newPassword', [user.username]);
  const confirmed = await confirmPassword(ctx, input.password);
  const hash = await hashPassword(input.newPassword);
  await changeAccess(ctx, async (tx) => {
    await stillConfirmed(ctx, tx, confirmed);
    await setStatement(tx.client, [user.userId, hash]);
    await tx.endSessions({ userId: user.userId, except: user.sessionId });
    if (input.revokeTokens === true) await tx.endTokens({ userId: user.userId });
    await voidResets(tx, { userId: user.userId, at: ctx.clock.now() });
    await oweMail(tx, { userId: user.userId, kind: 'password' });
  });
}
