import * as contract from '@docket/contracts/http/flight-check-in';
import { listBoardingPasses } from '@docket/domain/trip/flights/boarding-passes';
import { checkIn } from '@docket/domain/trip/flights/check-in';
import { chooseSeats, getFlightSeats } from '@docket/domain/trip/flights/seats';
import { listFlightTickets } from '@docket/domain/trip/flights/tickets';
import type { Mount } from '../http/mount.ts';

export function mountFlightCheckIn(mount: Mount): void {
  mount(contract.listFlightTickets, ({ ctx, params }) => listFlightTickets(ctx, params));
  mount(contract.listBoardingPasses, ({ ctx, params }) => listBoardingPasses(ctx, params));
  mount(contract.checkInFlight, ({ ctx, params, body }) => checkIn(ctx, { ...params, ...body }));
  mount(contract.getFlightSeats, ({ ctx, params }) => getFlightSeats(ctx, params));
  mount(contract.chooseFlightSeats, async ({ ctx, params, body }) => {
    await chooseSeats(ctx, { ...params, ...body });
    return getFlightSeats(ctx, params);
  });
}
