import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { noteChange } from '../user/note-change.ts';
import { changeAccess } from './change-access.ts';

const findUser = prepare('user_exists', 'SELECT id FROM users WHERE id = $1');

/**
 * Cuts a user off: every login of theirs ends, and every open socket within a second. They may log in again, unless the account is
 * closed (`disableUser`). Admins only.
 * @returns how many logins it ended
 * @throws DocketError `forbidden`, `user_not_found`
 */
export async function endUserSessions(ctx: Ctx, input: { readonly userId: string }): Promise<{ ended: number }> {
  requireRole(ctx, 'admin');
  const [user] = await findUser(ctx.db.pool, [input.userId]);
  if (user === undefined) throw new DocketError('user_not_found', 'There is no such user.');
  const ended = await changeAccess(ctx, async (tx) => {
    const sessions = await tx.endSessions({ userId: input.userId });
    if (sessions.length > 0) await noteChange(ctx, tx, { userId: input.userId, kind: 'sessions' });
    return sessions;
  });
  return { ended: ended.length };
}
