import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createCity as route } from '@docket/contracts/http/venue';
import { knowsZone } from '@docket/contracts/time/local-time';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { slugTaken } from '../slug.ts';
import { cityCache } from './list-cities.ts';

const knownZone = prepare(
  'timezone_known',
  'SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = $1) AS known',
).rows<{ known: boolean }>();

/** Adds a city. @throws DocketError `forbidden`, `invalid_request` for an unknown time zone, `slug_taken` */
export async function createCity(ctx: Ctx, input: RouteBody<typeof route>): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'manager', 'admin');
  const [zone] = await knownZone(ctx.db.pool, [input.timezone]);
  // Shows are planned by the rules that Node has, and found by those of the database.
  if (zone?.known !== true || !knowsZone(input.timezone)) {
    const message = 'is not a time zone of the IANA database; use a name such as Asia/Kolkata';
    throw new DocketError('invalid_request', `timezone ${message}.`, { fields: [{ path: 'body.timezone', message }] });
  }
  const { slug, name, country, timezone } = input;
  const { id } = await ctx.db.prisma.city
    .create({ data: { id: newId(), slug, name, country, timezone }, select: { id: true } })
    .catch((error: unknown) => {
      throw slugTaken(error, 'city', slug);
    });
  cityCache(ctx.db).clear();
  return { cityId: id, slug };
}
