import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { sessionCache } from '../session/session-cache.ts';
import type { UserReactions } from './reactions.ts';

const disableStatement = prepare(
  'user_disable',
  'UPDATE users SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1 RETURNING id',
);
const sessionsStatement = prepare(
  'user_sessions_revoke',
  'UPDATE sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL',
);

/**
 * Closes an account: it cannot log in, its sessions end, its profile is gone, and what it only held or waited for is given up; what it submitted
 * or bought stays. Admins only. @throws DocketError `forbidden`, `user_not_found`
 */
export async function disableUser(
  ctx: Ctx,
  input: { readonly userId: string },
  reactions: UserReactions,
): Promise<void> {
  requireRole(ctx, 'admin');
  const at = ctx.clock.now();
  await change(ctx, async (tx) => {
    const found = await disableStatement(tx.client, [input.userId, at]);
    if (found.length === 0) throw new DocketError('user_not_found', 'There is no such user.');
    await sessionsStatement(tx.client, [input.userId, at]);
    await reactions.users.disabled(tx, input.userId);
  });
  sessionCache(ctx.db).clear();
}
