import { DocketError } from '@docket/contracts/errors';
import { transaction } from '@docket/db/client';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { sessionCache } from '../session/session-cache.ts';

/**
 * Closes an account: it cannot log in, its sessions end, its profile is gone; what it submitted stays.
 * Admins only. @throws DocketError `forbidden`, `user_not_found`
 */
export async function disableUser(ctx: Ctx, input: { readonly userId: string }): Promise<void> {
  requireRole(ctx, 'admin');
  await transaction(ctx.db.pool, async (client) => {
    const { rowCount } = await client.query('UPDATE users SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1', [
      input.userId,
      ctx.clock.now(),
    ]);
    if (rowCount === 0) throw new DocketError('user_not_found', 'There is no such user.');
    await client.query('UPDATE sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL', [
      input.userId,
      ctx.clock.now(),
    ]);
  });
  sessionCache(ctx.db).clear();
}
