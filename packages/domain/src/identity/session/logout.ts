import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { changeAccess } from './change-access.ts';

/**
 * Ends the caller's session, or all of them, with their sockets. At once in this process, within `SESSION_CACHE_MS` in others.
 * @throws DocketError `unauthenticated`
 */
export async function logout(ctx: Ctx, input: { readonly everywhere: boolean }): Promise<void> {
  const { userId, sessionId } = requireUser(ctx);
  await changeAccess(ctx, (tx) => tx.endSessions({ userId, ...(input.everywhere ? {} : { sessionIds: [sessionId] }) }));
}
