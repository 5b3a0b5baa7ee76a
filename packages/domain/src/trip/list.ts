import { instant } from '@docket/contracts/time/instant';
import type { listTrips as contract } from '@docket/contracts/http/trip';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { TRIP_COLUMNS, toTrip, type TripRow } from './rows.ts';

/** $1 user, $2 limit, $3 and $4 the place of the cursor, $5 now. */
const UPCOMING = `(t.status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT') OR (t.status = 'CONFIRMED' AND t.ends_at > $5))`;

const upcomingStatement = prepare(
  'trips_upcoming',
  `SELECT ${TRIP_COLUMNS} FROM trips t WHERE t.user_id = $1 AND ${UPCOMING} AND ($3::timestamptz IS NULL OR (t.starts_at, t.id) > ($3, $4::uuid))
    ORDER BY t.starts_at, t.id LIMIT $2`,
).rows<TripRow>();
const pastStatement = prepare(
  'trips_past',
  `SELECT ${TRIP_COLUMNS} FROM trips t WHERE t.user_id = $1 AND NOT ${UPCOMING} AND ($3::timestamptz IS NULL OR (t.starts_at, t.id) < ($3, $4::uuid))
    ORDER BY t.starts_at DESC, t.id DESC LIMIT $2`,
).rows<TripRow>();

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
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  const next = hasMore ? encodeCursor({ id: last.id, startsAt: last.starts_at.toISOString(), when }) : null;
  return { data: page.map(toTrip), meta: { nextCursor: next } };
}
