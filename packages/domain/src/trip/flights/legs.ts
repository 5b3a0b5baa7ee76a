import { DocketError } from '@docket/contracts/errors';
import type { FlightLeg } from '@docket/contracts/flight/flight';
import { CHECK_IN_CLOSES_MINUTES, CHECK_IN_OPENS_MINUTES } from '@docket/contracts/http/flight-check-in';
import type { FlightPart, Trip } from '@docket/contracts/http/trip';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';
import { getTrip } from '../get.ts';
import { lockTrip, tripNotFound, type LockedTrip } from '../lock.ts';

const cabinsStatement = prepare(
  'trip_cabins',
  `SELECT h.part_id, h.pool_id AS cabin_id, c.flight_id FROM trip_parts p JOIN trip_holds h ON h.part_id = p.id JOIN flight_cabins c ON c.id = h.pool_id
    WHERE p.trip_id = $1 ORDER BY p.position, h.position`,
);

const MINUTE_MS = 60_000;

/** A flight of a trip, and the cabin of it that its passengers fly in. */
export type TripLeg = { readonly part: FlightPart; readonly leg: FlightLeg; readonly cabinId: string };

/** When a flight can be checked in. */
export function checkInOf({ departure }: FlightLeg): { readonly opensAt: Date; readonly closesAt: Date } {
  const at = Date.parse(departure.at);
  return {
    opensAt: new Date(at - CHECK_IN_OPENS_MINUTES * MINUTE_MS),
    closesAt: new Date(at - CHECK_IN_CLOSES_MINUTES * MINUTE_MS),
  };
}

/** A confirmed trip of the caller's. @throws DocketError unauthenticated, trip_not_found, trip_closed (not confirmed) */
export async function confirmedTrip(ctx: Ctx, input: { readonly id: string }): Promise<Trip> {
  const { userId } = requireUser(ctx);
  const trip = await getTrip(ctx, input);
  if (trip.userId !== userId) throw tripNotFound();
  requireConfirmed(trip.status);
  return trip;
}

/** The same, locked. */
export async function lockConfirmedTrip(tx: Tx, id: string, userId: string): Promise<LockedTrip> {
  const trip = await lockTrip(tx, id);
  if (trip === undefined || trip.user_id !== userId) throw tripNotFound();
  requireConfirmed(trip.status);
  return trip;
}

function requireConfirmed(status: Trip['status']): void {
  if (status !== 'CONFIRMED')
    throw new DocketError('trip_closed', 'There are tickets and seats of a trip as long as it is confirmed.');
}

/** Flights of a trip, in the order of its parts. */
export async function legsOf(
  on: Pool | PoolClient,
  trip: { readonly id: string; readonly parts: Trip['parts'] },
): Promise<TripLeg[]> {
  const cabins = new Map(
    (await cabinsStatement(on, [trip.id])).map((row) => [`${row.part_id} ${row.flight_id}`, row.cabin_id]),
  );
  return trip.parts.flatMap((part) =>
    part.kind !== 'flight'
      ? []
      : part.directions
          .flatMap(({ legs }) => legs)
          .flatMap((leg) => {
            const cabinId = cabins.get(`${part.partId} ${leg.flightId}`);
            return cabinId === undefined ? [] : [{ part, leg, cabinId }];
          }),
  );
}

/** @throws DocketError flight_not_found */
export function legOf(legs: readonly TripLeg[], flightId: string): TripLeg {
  const found = legs.find(({ leg }) => leg.flightId === flightId);
  if (found === undefined) throw new DocketError('flight_not_found', 'This trip has no such flight.');
  return found;
}
