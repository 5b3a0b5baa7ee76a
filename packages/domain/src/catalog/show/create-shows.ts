import { USUAL_TERMS } from '@docket/contracts/catalog/refund-terms';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createShows as route } from '@docket/contracts/http/show';
import { offsetAt } from '@docket/contracts/time/local-time';
import type { PoolClient } from '@docket/db/pool';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { invalidFields } from '../../spine/invalid.ts';
import { lockHalls, refuseBusyHall, refuseLateSale } from './hall-times.ts';
import { openClasses } from './classes.ts';
import { checkPrices } from './prices.ts';
import { readStart } from './read-start.ts';
import type { ShowReactions } from './reactions.ts';
import { showSearchCache } from './search-shows.ts';

type Planned = RouteBody<typeof route>['shows'][number];
type Created = RouteResponse<typeof route>['shows'][number];

/**
 * Puts shows on sale, each with what it is sold with (its pool of seats, its waiting room); all of them or none.
 * @throws DocketError `forbidden`, `hall_not_found`, `title_not_found`, `hall_busy`, `unknown_seat`, `unknown_area`, `duplicate_seats`, `seats_not_free` (of house seats), `invalid_request` for prices that do not fit the hall, a start that is past, and one that the city's clocks leave out
 */
export async function createShows(
  ctx: Ctx,
  input: RouteBody<typeof route>,
  reactions: ShowReactions,
): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'manager', 'admin');
  const shows = await change(ctx, async (tx) => {
    await lockHalls(
      tx.client,
      input.shows.map(({ hallId }) => hallId),
    );
    const created: Created[] = [];
    for (const [at, show] of input.shows.entries())
      created.push(await createOne(ctx, tx.client, show, `body.shows.${at}`));
    await reactions.shows.putOn(
      ctx,
      tx,
      created.map(({ showId, capacity }, at) => ({
        showId,
        seats: capacity,
        waitingRoom: input.shows[at]?.waitingRoom === true,
        house: input.shows[at]?.house ?? [],
      })),
    );
    return created;
  });
  showSearchCache(ctx.db).clear();
  ctx.log.info({ shows: shows.length, first: shows[0]?.showId }, 'shows put on sale');
  return { shows };
}

type Place = {
  readonly titleId: string | null;
  readonly minutes: number | null;
  readonly cityId: string;
  readonly capacity: number;
  readonly timezone: string;
  readonly zones: string[];
};

async function createOne(ctx: Ctx, client: PoolClient, show: Planned, path: string): Promise<Created> {
  const { rows } = await client.query<Place>(
    `SELECT t.id AS "titleId", t.minutes, v.city_id AS "cityId", h.capacity, c.timezone,
            ARRAY(SELECT DISTINCT zone FROM hall_seats s WHERE s.hall_id = h.id) AS zones
       FROM halls h JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = v.city_id
       LEFT JOIN titles t ON t.slug = $2 OR t.id::text = $2 WHERE h.id = $1 ORDER BY t.id::text = $2 DESC LIMIT 1`,
    [show.hallId, show.title],
  );
  const [place] = rows;
  if (place === undefined)
    throw new DocketError('hall_not_found', `${path}.hallId: there is no hall of this id. GET /venues lists all.`);
  if (place.titleId === null || place.minutes === null)
    throw new DocketError(
      'title_not_found',
      `${path}.title: there is no title of this slug or id. POST /titles adds one.`,
    );
  const startsAt = readStart(show, place.timezone, path);
  if (startsAt <= ctx.clock.now()) throw invalidFields([[`${path}.startsAt`, 'must lie in the future']]);
  const saleOpensAt = show.saleOpensAt === undefined ? ctx.clock.now() : new Date(show.saleOpensAt);
  refuseLateSale({ saleOpensAt, startsAt: startsAt }, path);
  checkPrices(show.prices, place.zones, `${path}.prices`);
  const classes = await openClasses(
    client,
    show.classes ?? [],
    { zones: place.zones, seats: place.capacity },
    `${path}.classes`,
  );
  const endsAt = new Date(startsAt.getTime() + (show.minutes ?? place.minutes) * 60_000);
  await refuseBusyHall(client, { hallId: show.hallId, from: startsAt, to: endsAt }, `${path}.startsAt`);

  const showId = newId();
  const refund = show.refund ?? USUAL_TERMS;
  await client.query(
    `INSERT INTO shows (id, title_id, hall_id, city_id, starts_at, ends_at, sale_opens_at, currency, seats_per_user, waiting_room, created_at, classes, refund_minutes, refund_percent)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      showId,
      place.titleId,
      show.hallId,
      place.cityId,
      startsAt,
      endsAt,
      saleOpensAt,
      show.currency,
      show.seatsPerUser,
      show.waitingRoom,
      ctx.clock.now(),
      classes,
      refund.minutes,
      refund.percent,
    ],
  );
  await client.query(
    'INSERT INTO show_zones (show_id, zone, price_minor) SELECT $1, z.zone, z.price FROM unnest($2::text[], $3::int[]) AS z(zone, price)',
    [showId, Object.keys(show.prices), Object.values(show.prices)],
  );
  const offset = offsetAt(startsAt.toISOString(), place.timezone);
  return { showId, startsAt: startsAt.toISOString(), offset, capacity: place.capacity };
}
