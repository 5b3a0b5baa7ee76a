import type { changeProfile as route } from '@docket/contracts/http/profile';
import { profileParts } from '@docket/contracts/profile/parts';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';

const hideStatement = prepare('profile_hide', 'UPDATE users SET hidden_parts = $2 WHERE id = $1');

/** Keeps parts of the caller's profile from everybody else, and shows the others. @throws DocketError `unauthenticated` */
export async function changeProfile(ctx: Ctx, input: RouteBody<typeof route>): Promise<RouteResponse<typeof route>> {
  const { userId } = requireUser(ctx);
  const hidden = profileParts.filter((part) => input.hidden.includes(part));
  await hideStatement(ctx.db.pool, [userId, hidden]);
  return { hidden };
}
