import { DocketError } from '@docket/contracts/errors';
import { showChannel } from '@docket/contracts/events/booking';
import { seatVersion, type SeatVersion, type ShowSeats } from '@docket/contracts/http/show-seats';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from '../spine/ctx.ts';

type SeatsRow = { capacity: number; held: unknown; free: unknown; sold: unknown; taken: number; at: Date };

/** A hold past its time is free to whoever comes next, so that is how it is shown; the sweeper's event follows. */
const seatsStatement = prepare(
  'show_seats',
  `SELECT p.capacity, clock_timestamp() AS at, s.*
     FROM reservation_pools p, LATERAL (
       SELECT coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version)) FILTER (WHERE s.state = 'HELD' AND s.held_until > now()), '[]') AS held,
              coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version)) FILTER (WHERE s.state = 'SOLD'), '[]') AS sold,
              coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version)) FILTER (WHERE s.version > 0 AND (s.state = 'FREE' OR s.held_until <= now())), '[]') AS free,
              (count(*) FILTER (WHERE s.state = 'SOLD' OR s.held_until > now()))::int AS taken
         FROM (SELECT * FROM pool_seats s WHERE s.pool_id = p.id ORDER BY s.seat) s) s
    WHERE p.id = $1 AND p.kind = 'seats'`,
).rows<SeatsRow>();

const pairs: z.ZodType<SeatVersion[]> = z.array(seatVersion);

/**
 * What a show's seats are now.
 * @param input.position a place in the show's channel that was read before calling this, so that the snapshot holds everything up to it.
 * @throws DocketError show_not_found
 */
export async function getShowSeats(
  ctx: Pick<Ctx, 'db'>,
  input: { readonly id: string; readonly position: ShowSeats['position'] },
): Promise<ShowSeats> {
  const [row] = await seatsStatement(ctx.db.pool, [input.id]);
  if (row === undefined) throw new DocketError('show_not_found', 'There is no such show.');
  return {
    showId: input.id,
    capacity: row.capacity,
    freeCount: row.capacity - row.taken,
    held: pairs.parse(row.held),
    free: pairs.parse(row.free),
    sold: pairs.parse(row.sold),
    channel: showChannel(input.id),
    position: input.position,
    at: row.at.toISOString(),
  };
}
