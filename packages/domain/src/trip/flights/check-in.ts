import { DocketError } from '@docket/contracts/errors';
import type { BoardingPass } from '@docket/contracts/http/flight-check-in';
import { prepare } from '@docket/db/statement';
import type { MapSeat } from '@docket/flight/seat-map';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { listBoardingPasses } from './boarding-passes.ts';
import { checkInOf, legOf, legsOf, lockConfirmedTrip, type TripLeg } from './legs.ts';
import { lockFlight, readMap, readSeats, type SeatRow } from './seat-rows.ts';

const nextStatement = prepare(
  'flight_next_sequence',
  `SELECT coalesce(max(s.sequence), 0)::int AS last FROM flight_seats s JOIN flight_cabins c ON c.id = s.cabin_id
    WHERE c.flight_id = (SELECT x.flight_id FROM flight_cabins x WHERE x.id = $1)`,
).rows<{ last: number }>();
const checkInStatement = prepare(
  'flight_check_in',
  `INSERT INTO flight_seats (part_id, cabin_id, passenger, seat, sequence) SELECT $1, $2, p.passenger, p.seat, p.sequence
     FROM unnest($3::int[], $4::text[], $5::int[]) AS p(passenger, seat, sequence)
   ON CONFLICT (part_id, cabin_id, passenger) DO UPDATE SET seat = excluded.seat, sequence = excluded.sequence WHERE flight_seats.sequence IS NULL`,
);

/**
 * Checks all passengers of a trip in for a flight: whoever has no seat gets one, together where there is room, and each a number in the order of check-in. Those that are checked in
 * stay as they are.
 * @throws DocketError unauthenticated, trip_not_found, trip_closed, flight_not_found, check_in_closed
 */
export async function checkIn(
  ctx: Ctx,
  input: { readonly id: string; readonly flightId: string },
): Promise<{ data: BoardingPass[] }> {
  const { userId } = requireUser(ctx);
  await change(ctx, async (tx) => {
    const trip = await lockConfirmedTrip(tx, input.id, userId);
    const found = legOf(await legsOf(tx.client, trip), input.flightId);
    const { opensAt, closesAt } = checkInOf(found.leg);
    await lockFlight(tx, found.cabinId);
    const known = await readSeats(tx.client, found.cabinId);
    const missing = missingOf(found, known);
    if (missing.length === 0) return;
    if (trip.now < opensAt || trip.now >= closesAt)
      throw new DocketError(
        'check_in_closed',
        `Check-in of ${found.leg.number} is open from ${opensAt.toISOString()} until ${closesAt.toISOString()}.`,
      );
    const { seats } = await readMap(tx.client, found.cabinId);
    const given = giveSeats(found, known, missing, seats);
    const [next] = await nextStatement(tx.client, [found.cabinId]);
    const last = next?.last ?? 0;
    await checkInStatement(tx.client, [
      found.part.partId,
      found.cabinId,
      missing,
      missing.map((passenger) => given.get(passenger) ?? null),
      missing.map((_, index) => last + 1 + index),
    ]);
  });
  const { data } = await listBoardingPasses(ctx, input);
  return { data: data.filter(({ leg }) => leg.flightId === input.flightId) };
}

/** Passengers that are not checked in, by index. */
function missingOf({ part }: TripLeg, known: readonly SeatRow[]): number[] {
  const there = new Set(
    known.filter((row) => row.part_id === part.partId && row.sequence !== null).map(({ passenger }) => passenger),
  );
  return part.passengers.flatMap((_, index) => (there.has(index) ? [] : [index]));
}

/** A seat for each who sits: the one that was chosen, or free ones, in one row if a row has enough of them. */
function giveSeats(
  { part, leg }: TripLeg,
  known: readonly SeatRow[],
  missing: readonly number[],
  seats: readonly MapSeat[],
): ReadonlyMap<number, string> {
  const own = new Map(known.filter((row) => row.part_id === part.partId).map((row) => [row.passenger, row.seat]));
  const given = new Map<number, string>();
  for (const index of missing) {
    const chosen = own.get(index);
    if (chosen !== undefined && chosen !== null) given.set(index, chosen);
  }
  const without = missing.filter((index) => part.passengers[index]?.kind !== 'infant' && !given.has(index));
  const taken = new Set(known.map(({ seat }) => seat));
  const free = seats.map(({ seat }) => seat).filter((seat) => !taken.has(seat));
  const rows = Map.groupBy(free, (seat) => seat.slice(0, -1));
  const together = [...rows.values()].find((row) => row.length >= without.length) ?? free;
  for (const [at, index] of without.entries()) {
    const seat = together[at];
    if (seat === undefined) throw new Error(`the cabin of ${leg.flightId} has fewer seats than were sold`);
    given.set(index, seat);
  }
  return given;
}
