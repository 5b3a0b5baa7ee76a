import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { listVenues as route, Venue } from '@docket/contracts/http/venues';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { cityOf } from '../city/list-cities.ts';

// Venues are few enough to be told all at once.
const venues = prepare(
  'venues_list',
  `SELECT v.id AS "venueId", v.slug, v.name, v.address, jsonb_build_object('slug', c.slug, 'name', c.name, 'timezone', c.timezone) AS city,
          coalesce(h.halls, '[]') AS halls
     FROM venues v JOIN cities c ON c.id = v.city_id
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('hallId', n.id, 'name', n.name, 'version', n.version, 'capacity', n.capacity) ORDER BY n.name) AS halls
         FROM (SELECT DISTINCT ON (name) * FROM halls WHERE venue_id = v.id ORDER BY name, version DESC) n) h ON true
    WHERE $1::uuid IS NULL OR v.city_id = $1 ORDER BY v.name, v.id`,
).rows<Venue>();

/** Venues of a city or of all, each with the newest version of its halls. @throws DocketError `city_not_found` */
export async function listVenues(
  ctx: Pick<Ctx, 'db'>,
  input: RouteQuery<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const cityId = input.city === undefined ? null : (await cityOf(ctx, input.city)).cityId;
  return { data: await venues(ctx.db.pool, [cityId]) };
}
