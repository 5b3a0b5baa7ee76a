import { DocketError } from '@docket/contracts/errors';
import type { changeAccount as route } from '@docket/contracts/http/account';
import type { RouteBody } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { voidResets } from '../mail/void-resets.ts';
import { sessionCache } from '../session/session-cache.ts';
import { confirmPassword, stillConfirmed } from './confirm-password.ts';

const lockStatement = prepare(
  'account_lock',
  'SELECT email::text FROM users WHERE id = $1 AND disabled_at IS NULL FOR UPDATE',
).rows<{
  email: string;
}>();
const writeStatement = prepare(
  'account_write',
  `UPDATE users SET username = coalesce($2::citext, username), email = coalesce($3::citext, email),
          phone = CASE WHEN $4 THEN $5 ELSE phone END WHERE id = $1`,
);

/**
 * Changes name, address or phone number of the caller. With another address the one before is told, and links to reset
 * the password that went there are void.
 * @throws DocketError `unauthenticated`, `wrong_password`, `username_taken`, `email_taken`, `unavailable`
 */
export async function changeAccount(ctx: Ctx, input: RouteBody<typeof route>): Promise<void> {
  const user = requireUser(ctx);
  const confirmed = input.email === undefined ? undefined : await confirmPassword(ctx, input.password ?? '');
  try {
    await change(ctx, async (tx) => {
      if (confirmed !== undefined) await stillConfirmed(ctx, tx, confirmed);
      const [held] = await lockStatement(tx.client, [user.userId]);
      if (held === undefined) throw new DocketError('unauthenticated', 'This account is no longer active.');
      await writeStatement(tx.client, [
        user.userId,
        input.username ?? null,
        input.email ?? null,
        input.phone !== undefined,
        input.phone ?? null,
      ]);
      if (input.email !== undefined && input.email.toLowerCase() !== held.email.toLowerCase()) {
        await voidResets(tx, { userId: user.userId, at: ctx.clock.now() });
        await oweMail(tx, { userId: user.userId, kind: 'email', address: held.email });
      }
    });
  } catch (error) {
    if (isUniqueViolation(error, 'users_username_key'))
      throw new DocketError('username_taken', `The username ${input.username} is in use. Choose another.`, {
        fields: [{ path: 'body.username', message: 'choose another' }],
      });
    if (isUniqueViolation(error, 'users_email_key'))
      throw new DocketError('email_taken', 'There is an account with this email address.', {
        fields: [{ path: 'body.email', message: 'is in use' }],
      });
    throw error;
  }
  // The name is in what is remembered of a session.
  sessionCache(ctx.db).clear();
}
