import { instant } from '@docket/contracts/time/instant';
import type { listTrips as contract } from '@docket/contracts/http/trip';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { TRIP_COLUMNS, toTrip, type TripRow } from './rows.ts';

/** $1 user, $2 limit, $3 and $4 the place of the cursor, $5 now, $6 room nights of a page. */
const UPCOMING = `(t.status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT') OR (t.status = 'CONFIRMED' AND t.ends_at > $5))`;

/** Room nights of a page, from which on it ends: each is told with how its price came about, half a kilobyte and more. */
const ROOM_NIGHTS_OF_PAGE = 1_000;

/** A trip of a page, and how many there were for it, one more than asked for at most. */
type PageRow = TripRow & { there: number };

/**
 * A page ends with the trip that makes it heavy, whatever the limit: a hundred large trips would be some ten megabytes.
 * @param which those of the list that are behind the cursor @param order of them
 */
function pageOf(which: string, direction: 'ASC' | 'DESC'): string {
  const order = (name: string): string => `${name}.starts_at ${direction}, ${name}.id ${direction}`;
  return `WITH next AS MATERIALIZED (
       SELECT t.id, t.starts_at, (SELECT sum(cardinality(k.units) * k.quantity) FROM trip_parts p JOIN trip_holds k ON k.part_id = p.id WHERE p.trip_id = t.id) AS room_nights
         FROM trips t WHERE t.user_id = $1 AND ${which} ORDER BY ${order('t')} LIMIT $2),
     weighed AS (
       SELECT n.id, (count(*) OVER ())::int AS there,
              coalesce(sum(n.room_nights) OVER (ORDER BY ${order('n')} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
         FROM next n)
   SELECT ${TRIP_COLUMNS}, w.there FROM weighed w JOIN trips t ON t.id = w.id WHERE w.before < $6 ORDER BY ${order('t')}`;
}

const upcomingStatement = prepare(
  'trips_upcoming',
  pageOf(`${UPCOMING} AND ($3::timestamptz IS NULL OR (t.starts_at, t.id) > ($3, $4::uuid))`, 'ASC'),
).rows<PageRow>();
const pastStatement = prepare(
  'trips_past',
  pageOf(`NOT ${UPCOMING} AND ($3::timestamptz IS NULL OR (t.starts_at, t.id) < ($3, $4::uuid))`, 'DESC'),
).rows<PageRow>();

/** One list's place is none in another. */
const cursorOf = {
  upcoming: z.strictObject({ id: z.uuid(), startsAt: instant, when: z.literal('upcoming') }),
  past: z.strictObject({ id: z.uuid(), startsAt: instant, when: z.literal('past') }),
} as const;

/**
 * The caller's trips by when they begin: those to come, the next first, or the others, the latest first.
 * @throws DocketError unauthenticated, invalid_request (cursor)
 */
export async function listTrips(ctx: Ctx, input: RouteQuery<typeof contract>): Promise<RouteResponse<typeof contract>> {
  const { userId } = requireUser(ctx);
  const { when, cursor, limit } = input;
  const after = cursor === undefined ? null : decodeCursor(cursorOf[when], cursor);
  const statement = when === 'upcoming' ? upcomingStatement : pastStatement;
  const rows = await statement(ctx.db.pool, [
    userId,
    limit + 1,
    after === null ? null : new Date(after.startsAt),
    after?.id ?? null,
    ctx.clock.now(),
    ROOM_NIGHTS_OF_PAGE,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = last !== undefined && last.there > page.length;
  const next = hasMore ? encodeCursor({ id: last.id, startsAt: last.starts_at.toISOString(), when }) : null;
  return { data: page.map(toTrip), meta: { nextCursor: next } };
}
