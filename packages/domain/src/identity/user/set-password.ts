import { DocketError } from '@docket/contracts/errors';
import { password as form } from '@docket/contracts/http/identity';
import { transaction } from '@docket/db/client';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { sessionCache } from '../session/session-cache.ts';
import { hashPassword } from './password.ts';

/**
 * Gives a user another password and ends the logins there are. Admins only.
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
  const hash = await hashPassword(parsed.data);
  await transaction(ctx.db.pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'UPDATE users SET password_hash = $2 WHERE username = $1::citext AND disabled_at IS NULL RETURNING id',
      [input.username, hash],
    );
    const id = rows[0]?.id;
    if (id === undefined) throw new DocketError('user_not_found', 'There is no user of this name.');
    await client.query('UPDATE sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL', [
      id,
      ctx.clock.now(),
    ]);
  });
  sessionCache(ctx.db).clear();
}
