import type { listFlightTickets as contract } from '@docket/contracts/http/flight-check-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { checkDigit } from '@docket/flight/ticket-number';
import type { Ctx } from '../../spine/ctx.ts';
import { confirmedTrip } from './legs.ts';

const ticketsStatement = prepare(
  'flight_tickets_of_parts',
  'SELECT t.number, t.part_id, t.passenger FROM flight_tickets t WHERE t.part_id = ANY ($1::uuid[]) ORDER BY t.part_id, t.passenger',
);

/** E-tickets of a confirmed trip of the caller's. @throws DocketError unauthenticated, trip_not_found, trip_closed */
export async function listFlightTickets(
  ctx: Ctx,
  input: { readonly id: string },
): Promise<RouteResponse<typeof contract>> {
  const trip = await confirmedTrip(ctx, input);
  const parts = trip.parts.filter((part) => part.kind === 'flight');
  const rows = await ticketsStatement(ctx.db.pool, [parts.map(({ partId }) => partId)]);
  return {
    data: parts.flatMap(({ partId, passengers, locator }) =>
      rows
        .filter((row) => row.part_id === partId)
        .flatMap(({ number, passenger: index }) => {
          const passenger = passengers[index];
          return passenger === undefined
            ? []
            : [{ partId, number, checkDigit: checkDigit(number), passenger, locator }];
        }),
    ),
  };
}
