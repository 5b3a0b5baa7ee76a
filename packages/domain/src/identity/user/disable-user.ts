import { DocketError } from '@docket/contracts/errors';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { sessionCache } from '../session/session-cache.ts';

/**
 * Closes an account: it cannot log in, its sessions end, its profile is gone; what it submitted stays.
 * Admins only. @throws DocketError `forbidden`, `user_not_found`
 */
export async function disableUser(ctx: Ctx, input: { readonly userId: string }): Promise<void> {
  requireRole(ctx, 'admin');
  const at = ctx.clock.now();
  const { prisma } = ctx.db;
  await prisma.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: input.userId }, select: { disabledAt: true } });
    if (user === null) throw new DocketError('user_not_found', 'There is no such user.');
    await tx.user.update({
      where: { id: input.userId },
      data: { disabledAt: user.disabledAt ?? at },
      select: { id: true },
    });
    await tx.session.updateMany({ where: { userId: input.userId, revokedAt: null }, data: { revokedAt: at } });
  });
  sessionCache(ctx.db).clear();
}
