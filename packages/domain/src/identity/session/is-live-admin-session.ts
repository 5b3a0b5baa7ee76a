import type { Ctx } from '../../spine/ctx.ts';

/** Is this login still good, and its user still an admin? */
export async function isLiveAdminSession(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  input: { readonly sessionId: string },
): Promise<boolean> {
  const { rowCount } = await ctx.db.pool.query(
    `SELECT FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.role = 'admin' AND u.disabled_at IS NULL`,
    [input.sessionId, ctx.clock.now()],
  );
  return rowCount === 1;
}
