import * as contract from '@docket/contracts/http/hotel';
import { getHotel } from '@docket/domain/hotel/get-hotel';
import { searchHotels } from '@docket/domain/hotel/search/search-hotels';
import type { Mount } from '../http/mount.ts';

/** What of the hotels is found and looked at; what is asked for and quoted is mounted beside it. */
export const hotelSearchRoutes = { searchHotels: contract.searchHotels, getHotel: contract.getHotel };

export function mountHotelSearch(mount: Mount): void {
  // Before the property, whose address would be `search`.
  mount(contract.searchHotels, ({ ctx, query }) => searchHotels(ctx, query));
  mount(contract.getHotel, ({ ctx, params }) => getHotel(ctx, params));
}
