import { DocketError } from '@docket/contracts/errors';
import type { chooseFlightSeats, getFlightSeats as contract } from '@docket/contracts/http/flight-check-in';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { checkInOf, confirmedTrip, legOf, legsOf, lockConfirmedTrip, type TripLeg } from './legs.ts';
import { lockFlight, readMap, readSeats } from './seat-rows.ts';

type Where = { readonly id: string; readonly flightId: string };

/** Those who change seats among themselves give theirs up first. */
const leaveStatement = prepare(
  'flight_seats_leave',
  'UPDATE flight_seats SET seat = NULL WHERE part_id = $1 AND cabin_id = $2 AND passenger = ANY ($3::int[])',
);
const chooseStatement = prepare(
  'flight_seats_choose',
  `INSERT INTO flight_seats (part_id, cabin_id, passenger, seat) SELECT $1, $2, c.passenger, c.seat FROM unnest($3::int[], $4::text[]) AS c(passenger, seat)
   ON CONFLICT (part_id, cabin_id, passenger) DO UPDATE SET seat = excluded.seat`,
);

/** The seats of the cabin that passengers of a trip fly in. @throws DocketError unauthenticated, trip_not_found, trip_closed, flight_not_found */
export async function getFlightSeats(ctx: Ctx, input: Where): Promise<RouteResponse<typeof contract>> {
  const trip = await confirmedTrip(ctx, input);
  const { part, cabinId } = legOf(await legsOf(ctx.db.pool, { id: trip.tripId, parts: trip.parts }), input.flightId);
  const { cabin, seats } = await readMap(ctx.db.pool, cabinId);
  const bySeat = new Map((await readSeats(ctx.db.pool, cabinId)).map((row) => [row.seat, row]));
  return {
    cabin: cabin.cabin,
    layout: cabin.layout,
    seats: seats.map(({ seat, kind, exit }) => {
      const row = bySeat.get(seat);
      return {
        seat,
        kind,
        exit,
        free: row === undefined,
        passenger: row?.part_id === part.partId ? row.passenger : null,
      };
    }),
  };
}

/**
 * Chooses or changes seats of a flight: all that are named, or none. Until check-in closes.
 * @throws DocketError unauthenticated, trip_not_found, trip_closed, flight_not_found, seat_not_found, seat_taken, seat_choice_refused, check_in_closed
 */
export async function chooseSeats(
  ctx: Ctx,
  { seats: wanted, ...where }: Where & RouteBody<typeof chooseFlightSeats>,
): Promise<void> {
  const { userId } = requireUser(ctx);
  await change(ctx, async (tx) => {
    const trip = await lockConfirmedTrip(tx, where.id, userId);
    const found = legOf(await legsOf(tx.client, trip), where.flightId);
    const { part, leg, cabinId } = found;
    if (trip.now >= checkInOf(leg).closesAt)
      throw new DocketError(
        'check_in_closed',
        `Check-in of ${leg.number} has closed; ask at the gate for another seat.`,
      );
    requireChoice(found, wanted);
    await lockFlight(tx, cabinId);
    const { seats } = await readMap(tx.client, cabinId);
    const names = new Set(seats.map(({ seat }) => seat));
    const passengers = wanted.map(({ passenger }) => passenger);
    const others = new Set(
      (await readSeats(tx.client, cabinId))
        .filter((row) => row.part_id !== part.partId || !passengers.includes(row.passenger))
        .map(({ seat }) => seat),
    );
    for (const { seat } of wanted) {
      if (!names.has(seat)) throw new DocketError('seat_not_found', `The cabin has no seat ${seat}.`);
      if (others.has(seat)) throw new DocketError('seat_taken', `Seat ${seat} is somebody else’s; choose another.`);
    }
    await leaveStatement(tx.client, [part.partId, cabinId, passengers]);
    await chooseStatement(tx.client, [part.partId, cabinId, passengers, wanted.map(({ seat }) => seat)]);
  });
}

function requireChoice({ part }: TripLeg, wanted: RouteBody<typeof chooseFlightSeats>['seats']): void {
  const refused = (why: string): DocketError => new DocketError('seat_choice_refused', why);
  if (!part.family.seatChoice)
    throw refused(`With ${part.family.name} seats are given at check-in; other fares let you choose.`);
  if (new Set(wanted.map(({ passenger }) => passenger)).size < wanted.length)
    throw refused('A passenger is named twice; each has one seat.');
  if (new Set(wanted.map(({ seat }) => seat)).size < wanted.length)
    throw refused('A seat is named twice; each is for one passenger.');
  for (const { passenger } of wanted) {
    const kind = part.passengers[passenger]?.kind;
    if (kind === undefined) throw refused(`There is no passenger ${passenger}; the first is 0.`);
    if (kind === 'infant') throw refused('Infants sit on a lap and have no seat of their own.');
  }
}
