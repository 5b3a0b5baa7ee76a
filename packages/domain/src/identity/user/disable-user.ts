import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { changeAccess } from '../session/change-access.ts';
import { keepAnAdmin } from './keep-an-admin.ts';
import { noteChange } from './note-change.ts';
import type { UserReactions } from './reactions.ts';

const lockStatement = prepare('user_state_lock', 'SELECT disabled_at, deleted_at FROM users WHERE id = $1 FOR UPDATE');
const disableStatement = prepare('user_disable', 'UPDATE users SET disabled_at = $2 WHERE id = $1');
const enableStatement = prepare('user_enable', 'UPDATE users SET disabled_at = NULL WHERE id = $1');

/**
 * Closes an account: it cannot log in, its sessions and sockets end, its profile is gone, and what it only held or waited for is given up; what it
 * submitted or bought stays. Admins only. @throws DocketError `forbidden`, `user_not_found`, `last_admin`
 */
export async function disableUser(
  ctx: Ctx,
  input: { readonly userId: string },
  reactions: UserReactions,
): Promise<void> {
  requireRole(ctx, 'admin');
  const { userId } = input;
  await changeAccess(ctx, async (tx) => {
    await keepAnAdmin(tx, userId);
    const [user] = await lockStatement(tx.client, [userId]);
    if (user === undefined) throw notFound();
    if (user.disabled_at !== null) return;
    await disableStatement(tx.client, [userId, ctx.clock.now()]);
    await tx.endSessions({ userId });
    await reactions.users.disabled(tx, userId);
    await noteChange(ctx, tx, { userId, kind: 'disabled' });
  });
}

/**
 * Opens an account again that `disableUser` has closed: it can log in, with the role and the password it had. What it had given up is not given back.
 * Admins only. @throws DocketError `forbidden`, `user_not_found`, also of one that its owner deleted
 */
export async function enableUser(ctx: Ctx, { userId }: { readonly userId: string }): Promise<void> {
  requireRole(ctx, 'admin');
  await change(ctx, async (tx) => {
    const [user] = await lockStatement(tx.client, [userId]);
    if (user === undefined || user.deleted_at !== null) throw notFound();
    if (user.disabled_at === null) return;
    await enableStatement(tx.client, [userId]);
    await noteChange(ctx, tx, { userId, kind: 'enabled' });
  });
}

function notFound(): DocketError {
  return new DocketError('user_not_found', 'There is no such user.');
}
