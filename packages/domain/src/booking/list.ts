import { instant } from '@docket/contracts/time/instant';
import { z } from 'zod';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { BookingWhen, listBookings as contract } from '@docket/contracts/http/booking';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { DETAIL_COLUMNS, DETAIL_FROM, toDetail, type DetailRow } from './rows.ts';

/** $1 user, $2 cursor's id, $3 status, $4 limit; and for `when`, $5 now. */
const UPCOMING = `(b.status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT') OR (b.status = 'CONFIRMED' AND s.ends_at > $5))`;

type Order = {
  /** Of the cursor: one list's place is none in another. */
  readonly cursor: z.ZodType<{ readonly id: string; readonly startsAt?: string | undefined }>;
  readonly where: string;
  readonly orderBy: string;
  readonly placeOf: (row: DetailRow) => Readonly<Record<string, string>>;
};

/** Ids are UUIDv7, so newest first is by id alone. What is to come is in the order in which it comes. */
const ORDERS: Readonly<Record<BookingWhen | 'all', Order>> = {
  all: {
    cursor: z.strictObject({ id: z.uuid() }),
    where: '($2::uuid IS NULL OR b.id < $2)',
    orderBy: 'b.id DESC',
    placeOf: ({ id }) => ({ id }),
  },
  past: {
    cursor: z.strictObject({ id: z.uuid(), when: z.literal('past') }),
    where: `NOT ${UPCOMING} AND ($2::uuid IS NULL OR b.id < $2)`,
    orderBy: 'b.id DESC',
    placeOf: ({ id }) => ({ id, when: 'past' }),
  },
  upcoming: {
    cursor: z.strictObject({ id: z.uuid(), startsAt: instant }),
    where: `${UPCOMING} AND ($2::uuid IS NULL OR (s.starts_at, b.id) > ($6::timestamptz, $2))`,
    orderBy: 's.starts_at, b.id',
    placeOf: ({ id, starts_at }) => ({ id, startsAt: starts_at.toISOString() }),
  },
};

/**
 * The caller's bookings: newest first, or with `when` the upcoming ones by the start of their show or the past ones newest first. What becomes past
 * between two pages is in neither of the upcoming ones twice; it may be missed by whoever has passed its place among the past.
 * @throws DocketError unauthenticated, invalid_request (cursor)
 */
export async function listBookings(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const user = requireUser(ctx);
  const { cursor, where, orderBy, placeOf } = ORDERS[input.when ?? 'all'];
  const after = input.cursor === undefined ? null : decodeCursor(cursor, input.cursor);
  const values: unknown[] = [user.userId, after?.id ?? null, input.status ?? null, input.limit + 1];
  if (input.when !== undefined) values.push(ctx.clock.now());
  if (input.when === 'upcoming') values.push(after?.startsAt ?? null);
  const { rows } = await ctx.db.pool.query<DetailRow>(
    `SELECT ${DETAIL_COLUMNS} FROM ${DETAIL_FROM}
      WHERE b.user_id = $1 AND ${where} AND ($3::text IS NULL OR b.status = $3)
      ORDER BY ${orderBy} LIMIT $4`,
    values,
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toDetail),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor(placeOf(last)) : null },
  };
}
