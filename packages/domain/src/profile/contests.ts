import type { listProfileContests as contestsRoute } from '@docket/contracts/http/profile';
import type { getRatingHistory as historyRoute } from '@docket/contracts/http/rating';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { contestsOf } from '../contest/people/of-user.ts';
import { ratingHistory } from '../contest/rating/history.ts';
import type { Ctx } from '../spine/ctx.ts';
import { findProfileOwner } from './get-profile.ts';
import { seesPart } from './profile.ts';

/**
 * Contests that somebody took part in, as far as the caller may see them.
 * @throws DocketError `user_not_found`, `invalid_request` for a cursor of another list
 */
export async function listProfileContests(
  ctx: Ctx,
  { username, ...page }: RouteQuery<typeof contestsRoute> & { readonly username: string },
): Promise<RouteResponse<typeof contestsRoute>> {
  const profile = await findProfileOwner(ctx, username);
  if (!seesPart(ctx, profile, 'contests')) return { data: [], meta: { nextCursor: null } };
  return contestsOf(ctx, profile.id, page);
}

/** Somebody's rated contests, as far as the caller may see them. @throws DocketError `user_not_found` */
export async function getRatingHistory(
  ctx: Ctx,
  input: { readonly username: string },
): Promise<RouteResponse<typeof historyRoute>> {
  const profile = await findProfileOwner(ctx, input.username);
  if (!seesPart(ctx, profile, 'rating')) return { data: [] };
  const own = ctx.actor.kind === 'user' && ctx.actor.userId === profile.id;
  const sees = { contests: seesPart(ctx, profile, 'contests'), unlisted: own };
  return { data: await ratingHistory(ctx, profile.id, sees) };
}
