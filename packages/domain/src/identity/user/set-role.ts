import { DocketError } from '@docket/contracts/errors';
import type { Role } from '@docket/contracts/http/identity';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { changeAccess } from '../session/change-access.ts';
import { keepAnAdmin } from './keep-an-admin.ts';
import { noteChange } from './note-change.ts';

const findStatement = prepare('user_by_name_or_id', 'SELECT id FROM users WHERE id = $1 OR username = $2::citext');
const lockStatement = prepare(
  'user_role_lock',
  'SELECT role FROM users WHERE id = $1 AND disabled_at IS NULL FOR UPDATE',
).rows<{ role: Role }>();
const roleStatement = prepare('user_set_role', 'UPDATE users SET role = $2 WHERE id = $1');

/**
 * Gives a user a role. Admins only. Open sessions have it within the session cache's time, sockets within a second. It is noted who did it.
 * @throws DocketError `forbidden`, `user_not_found`, `last_admin` where nobody would be left to give roles
 */
export async function setRole(
  ctx: Ctx,
  input: { readonly role: Role } & ({ readonly username: string } | { readonly userId: string }),
): Promise<void> {
  requireRole(ctx, 'admin');
  await changeAccess(ctx, async (tx) => {
    const [userId, username] = 'userId' in input ? [input.userId, null] : [null, input.username];
    const [found] = await findStatement(tx.client, [userId, username]);
    if (found === undefined) throw notFound();
    // Before the row itself: admins are locked in one order everywhere.
    if (input.role !== 'admin') await keepAnAdmin(tx, found.id);
    const [user] = await lockStatement(tx.client, [found.id]);
    if (user === undefined) throw notFound();
    if (user.role === input.role) return;
    await roleStatement(tx.client, [found.id, input.role]);
    await noteChange(ctx, tx, { userId: found.id, kind: 'role', before: user.role, after: input.role });
    tx.tellRole(found.id, input.role);
  });
}

function notFound(): DocketError {
  return new DocketError('user_not_found', 'There is no such user, or the account is closed.');
}
