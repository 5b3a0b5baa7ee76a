import * as contract from '@docket/contracts/http/hotel';
import { getHotelCalendar } from '@docket/domain/hotel/calendar';
import { getHotel } from '@docket/domain/hotel/get-hotel';
import { listStayOffers } from '@docket/domain/hotel/list-offers';
import { getStayQuote, quoteStay, roomNightsOf } from '@docket/domain/hotel/quote';
import { searchHotels } from '@docket/domain/hotel/search/search-hotels';
import { requireUser } from '@docket/domain/spine/ctx';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

export function mountHotel(mount: Mount, { throttle }: { readonly throttle: Throttle }): void {
  mount(contract.searchHotels, ({ ctx, query }) => searchHotels(ctx, query));
  mount(contract.getHotel, ({ ctx, params }) => getHotel(ctx, params));
  mount(contract.quoteStay, async ({ ctx, body }) => {
    await throttle.quote(requireUser(ctx).userId, roomNightsOf(body));
    return quoteStay(ctx, body);
  });
  mount(contract.getStayQuote, ({ ctx, params }) => getStayQuote(ctx, params));
  mount(contract.listStayOffers, ({ ctx, params, query }) => listStayOffers(ctx, { ...params, ...query }));
  mount(contract.getHotelCalendar, ({ ctx, params, query }) => getHotelCalendar(ctx, { ...params, ...query }));
}
