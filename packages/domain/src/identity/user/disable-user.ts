import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { changeAccess } from '../session/change-access.ts';
import type { UserReactions } from './reactions.ts';

const disableStatement = prepare(
  'user_disable',
  'UPDATE users SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1 RETURNING id',
);

/**
 * Closes an account: it cannot log in, its sessions and sockets end, its profile is gone, and what it only held or waited for is given up; what it
 * submitted or bought stays. Admins only. @throws DocketError `forbidden`, `user_not_found`
 */
export async function disableUser(
  ctx: Ctx,
  input: { readonly userId: string },
  reactions: UserReactions,
): Promise<void> {
  requireRole(ctx, 'admin');
  await changeAccess(ctx, async (tx) => {
    const [user] = await disableStatement(tx.client, [input.userId, ctx.clock.now()]);
    if (user === undefined) throw new DocketError('user_not_found', 'There is no such user.');
    await tx.endSessions({ userId: user.id });
    await reactions.users.disabled(tx, user.id);
  });
}
