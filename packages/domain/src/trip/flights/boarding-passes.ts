import type { Cabin } from '@docket/contracts/flight/flight';
import type { BoardingPass, listBoardingPasses as contract } from '@docket/contracts/http/flight-check-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import { writeBoardingPass } from '@docket/flight/bcbp';
import type { Ctx } from '../../spine/ctx.ts';
import { checkInOf, confirmedTrip, legsOf, type TripLeg } from './legs.ts';
import { readSeats, type SeatRow } from './seat-rows.ts';
import { listFlightTickets } from './tickets.ts';

/** Compartment codes of Resolution 792. */
const COMPARTMENTS: Readonly<Record<Cabin, string>> = { first: 'F', business: 'J', premium_economy: 'W', economy: 'Y' };
/** Passenger status: checked in. */
const CHECKED_IN = '1';

/** Boarding passes of a confirmed trip of the caller's, flight by flight, and when each can be checked in. @throws DocketError unauthenticated, trip_not_found, trip_closed */
export async function listBoardingPasses(
  ctx: Ctx,
  input: { readonly id: string },
): Promise<RouteResponse<typeof contract>> {
  const trip = await confirmedTrip(ctx, input);
  const legs = await legsOf(ctx.db.pool, { id: trip.tripId, parts: trip.parts });
  const { data: tickets } = await listFlightTickets(ctx, input);
  const data: BoardingPass[] = [];
  const checkIn: RouteResponse<typeof contract>['meta']['checkIn'] = [];
  for (const each of legs) {
    const rows = (await readSeats(ctx.db.pool, each.cabinId)).filter((row) => row.part_id === each.part.partId);
    const numbers = tickets.filter(({ partId }) => partId === each.part.partId).map(({ number }) => number);
    const passes = rows
      .toSorted((a, b) => a.passenger - b.passenger)
      .flatMap((row) => toPass(each, row, numbers[row.passenger] ?? '') ?? []);
    data.push(...passes);
    const { opensAt, closesAt } = checkInOf(each.leg);
    checkIn.push({
      flightId: each.leg.flightId,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
      checkedIn: passes.length > 0,
    });
  }
  return { data, meta: { checkIn } };
}

/** Null for somebody who is not checked in. */
function toPass(
  { part, leg }: TripLeg,
  { passenger: index, seat, sequence }: SeatRow,
  ticketNumber: string,
): BoardingPass | null {
  const passenger = part.passengers[index];
  if (sequence === null || passenger === undefined) return null;
  const { kind, passport } = passenger;
  const { locator, cabin } = part;
  return {
    partId: part.partId,
    ticketNumber,
    passenger: { kind, passport },
    leg,
    locator,
    cabin,
    seat,
    sequence,
    barcode: writeBoardingPass({
      ...passport,
      locator,
      from: leg.departure.airport.code,
      to: leg.arrival.airport.code,
      carrier: leg.carrier.code,
      number: leg.number.slice(leg.carrier.code.length + 1),
      day: leg.departure.local.slice(0, 10),
      compartment: COMPARTMENTS[cabin],
      seat,
      sequence,
      status: CHECKED_IN,
    }),
  };
}
