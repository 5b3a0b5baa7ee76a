import { DocketError } from '@docket/contracts/errors';
import type { Role } from '@docket/contracts/http/identity';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { sessionCache } from '../session/session-cache.ts';

/** Gives a user a role. Admins only. Open sessions have it within the session cache's time. @throws DocketError `forbidden`, `user_not_found` */
export async function setRole(ctx: Ctx, input: { readonly username: string; readonly role: Role }): Promise<void> {
  requireRole(ctx, 'admin');
  const { count } = await ctx.db.prisma.user.updateMany({
    where: { username: input.username, disabledAt: null },
    data: { role: input.role },
  });
  if (count === 0) throw new DocketError('user_not_found', 'There is no user of this name.');
  sessionCache(ctx.db).clear();
}
