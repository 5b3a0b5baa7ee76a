import { DocketError } from '@docket/contracts/errors';
import { password as form } from '@docket/contracts/http/identity';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { voidResets } from '../mail/void-resets.ts';
import { changeAccess } from '../session/change-access.ts';
import { refuseCommonPassword } from './common-password.ts';
import { noteChange } from './note-change.ts';
import { hashPassword } from './password.ts';
import { forgetWaysIn } from './ways-in.ts';

const passwordStatement = prepare(
  'user_set_password',
  'UPDATE users SET password_hash = $2 WHERE username = $1::citext AND disabled_at IS NULL RETURNING id',
);

/**
 * Gives a user another password ends the logins there are, with their sockets, makes links to reset it void, and takes away passkeys and linked logins: it is
 * then the one way in. Admins only.
 * @throws DocketError `forbidden`, `invalid_request`, `user_not_found`, `unavailable`
 */
export async function setPassword(
  ctx: Ctx,
  input: { readonly username: string; readonly password: string },
): Promise<void> {
  requireRole(ctx, 'admin');
  const parsed = form.safeParse(input.password);
  if (!parsed.success)
    throw new DocketError('invalid_request', `That password: ${parsed.error.issues[0]?.message ?? 'choose another'}.`);
  refuseCommonPassword(parsed.data, 'password', [input.username]);
  const hash = await hashPassword(parsed.data);
  await changeAccess(ctx, async (tx) => {
    const [user] = await passwordStatement(tx.client, [input.username, hash]);
    if (user === undefined) throw new DocketError('user_not_found', 'There is no user of this name.');
    await tx.endSessions({ userId: user.id });
    await forgetWaysIn(tx, user.id);
    await voidResets(tx, { userId: user.id, at: ctx.clock.now() });
    await noteChange(ctx, tx, { userId: user.id, kind: 'password' });
  });
}
