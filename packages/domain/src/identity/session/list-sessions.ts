import type { listSessions as route } from '@docket/contracts/http/account';
import { DocketError } from '@docket/contracts/errors';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { changeAccess } from './change-access.ts';

const listStatement = prepare(
  'sessions_of_user',
  `SELECT id, user_agent, address, way, created_at, seen_at, expires_at FROM sessions
    WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY coalesce(seen_at, created_at) DESC LIMIT 200`,
).rows<{ way: 'password' | 'passkey' | 'provider' }>();

/** Where the caller is logged in, what was used last first. @throws DocketError `unauthenticated` */
export async function listSessions(ctx: Ctx): Promise<RouteResponse<typeof route>> {
  const user = requireUser(ctx);
  const rows = await listStatement(ctx.db.pool, [user.userId, ctx.clock.now()]);
  return {
    data: rows.map((row) => ({
      sessionId: row.id,
      current: row.id === user.sessionId,
      userAgent: row.user_agent,
      way: row.way,
      address: row.address,
      createdAt: row.created_at.toISOString(),
      seenAt: row.seen_at?.toISOString() ?? null,
      expiresAt: row.expires_at.toISOString(),
    })),
  };
}

/** Ends one session of the caller's, also the one that asks. @throws DocketError `unauthenticated`, `session_not_found` */
export async function endSession(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  const ended = await changeAccess(ctx, (tx) => tx.endSessions({ userId: user.userId, sessionIds: [input.id] }));
  if (ended.length === 0) throw new DocketError('session_not_found', 'You have no such session, or it has ended.');
}

/** Ends all sessions of the caller's but the one that asks. @throws DocketError `unauthenticated` */
export async function endOtherSessions(ctx: Ctx): Promise<void> {
  const user = requireUser(ctx);
  await changeAccess(ctx, (tx) => tx.endSessions({ userId: user.userId, except: user.sessionId }));
}
