import { DocketError } from '@docket/contracts/errors';
import type { Role } from '@docket/contracts/http/identity';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { changeAccess } from '../session/change-access.ts';

const roleStatement = prepare(
  'user_set_role',
  'UPDATE users SET role = $2 WHERE username = $1::citext AND disabled_at IS NULL RETURNING id',
);

/**
 * Gives a user a role. Admins only. Open sessions have it within the session cache's time, sockets within a second.
 * @throws DocketError `forbidden`, `user_not_found`
 */
export async function setRole(ctx: Ctx, input: { readonly username: string; readonly role: Role }): Promise<void> {
  requireRole(ctx, 'admin');
  await changeAccess(ctx, async (tx) => {
    const [user] = await roleStatement(tx.client, [input.username, input.role]);
    if (user === undefined) throw new DocketError('user_not_found', 'There is no user of this name.');
    tx.tellRole(user.id, input.role);
  });
}
