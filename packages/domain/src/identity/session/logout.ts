import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { sessionCache } from './session-cache.ts';

const revokeOne = prepare('session_revoke', 'UPDATE sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL');
const revokeAll = prepare(
  'session_revoke_all',
  'UPDATE sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL',
);

/**
 * Ends the caller's session, or all of them. At once in this process, within `SESSION_CACHE_MS` in others.
 * @throws DocketError `unauthenticated`
 */
export async function logout(ctx: Ctx, input: { readonly everywhere: boolean }): Promise<void> {
  const user = requireUser(ctx);
  if (input.everywhere) await revokeAll(ctx.db.pool, [user.userId, ctx.clock.now()]);
  else await revokeOne(ctx.db.pool, [user.sessionId, ctx.clock.now()]);
  sessionCache(ctx.db).clear();
}
