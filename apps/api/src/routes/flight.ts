import * as contract from '@docket/contracts/http/flight';
import { getFlightQuote, quoteFlights } from '@docket/domain/flight/quote';
import { getFlightCalendar } from '@docket/domain/flight/search/calendar';
import { searchFlights } from '@docket/domain/flight/search/search-flights';
import { suggestAirports } from '@docket/domain/flight/suggest-airports';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

export function mountFlight(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.suggestAirports, ({ ctx, query }) => suggestAirports(ctx, query));
  mount(contract.searchFlights, ({ ctx, query }) => searchFlights(ctx, query));
  mount(contract.getFlightCalendar, ({ ctx, query }) => getFlightCalendar(ctx, query));
  mount(contract.quoteFlights, async ({ ctx, body }) => {
    await throttle.quote(requireUser(ctx).userId, 1);
    return quoteFlights(ctx, body);
  });
  mount(contract.getFlightQuote, ({ ctx, params }) => getFlightQuote(ctx, params));
}
