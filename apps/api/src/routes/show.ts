import * as contract from '@docket/contracts/http/show';
import { changeShow } from '@docket/domain/catalog/show/change-show';
import { createShows } from '@docket/domain/catalog/show/create-shows';
import { findBestSeats } from '@docket/domain/catalog/show/find-best';
import { getShow } from '@docket/domain/catalog/show/get-show';
import { searchShows } from '@docket/domain/catalog/show/search-shows';
import { reactions } from '@docket/domain/reactions';
import type { Mount } from '../http/mount.ts';

export function mountShow(mount: Mount): void {
  mount(contract.searchShows, ({ ctx, query }) => searchShows(ctx, query));
  mount(contract.getShow, ({ ctx, params }) => getShow(ctx, params));
  mount(contract.getBestSeats, ({ ctx, params, query }) => findBestSeats(ctx, { ...params, ...query }));
  mount(contract.createShows, ({ ctx, body }) => createShows(ctx, body, reactions));
  mount(contract.changeShow, ({ ctx, params, body }) => changeShow(ctx, { ...params, ...body }, reactions));
}
