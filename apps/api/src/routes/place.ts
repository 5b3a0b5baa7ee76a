import * as contract from '@docket/contracts/http/place';
import { getPlace } from '@docket/domain/hotel/get-place';
import { suggestPlaces } from '@docket/domain/hotel/suggest-places';
import type { Mount } from '../http/mount.ts';

export function mountPlace(mount: Mount): void {
  mount(contract.suggestPlaces, ({ ctx, query }) => suggestPlaces(ctx, query));
  mount(contract.getPlace, ({ ctx, params }) => getPlace(ctx, params));
}
