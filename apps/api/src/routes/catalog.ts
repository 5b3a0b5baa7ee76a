import type { Request } from 'express';
import * as shows from '@docket/contracts/http/shows';
import * as titles from '@docket/contracts/http/titles';
import * as venues from '@docket/contracts/http/venues';
import { createCity } from '@docket/domain/catalog/city/create-city';
import { listCities } from '@docket/domain/catalog/city/list-cities';
import { getHallPlan } from '@docket/domain/catalog/hall/get-plan';
import { importHall } from '@docket/domain/catalog/hall/import-hall';
import { changeShow } from '@docket/domain/catalog/show/change-show';
import { previewHall } from '@docket/domain/catalog/hall/preview-hall';
import { createShows } from '@docket/domain/catalog/show/create-shows';
import { findBestSeats } from '@docket/domain/catalog/show/find-best';
import { getShow } from '@docket/domain/catalog/show/get-show';
import { searchShows } from '@docket/domain/catalog/show/search-shows';
import { createTitle } from '@docket/domain/catalog/title/create-title';
import { getTitle } from '@docket/domain/catalog/title/get-title';
import { listTitles } from '@docket/domain/catalog/title/list-titles';
import { createVenue } from '@docket/domain/catalog/venue/create-venue';
import { listVenues } from '@docket/domain/catalog/venue/list-venues';
import { mediaType } from '../http/body.ts';
import type { Mount } from '../http/mount.ts';
import { reactions } from '@docket/domain/reactions';

export function mountCatalog(mount: Mount): void {
  const seatMapType = (request: Request) =>
    mediaType(request) === 'text/csv' ? ('text/csv' as const) : ('application/json' as const);
  mount(venues.listCities, async ({ ctx }) => ({ data: await listCities(ctx) }));
  mount(venues.createCity, ({ ctx, body }) => createCity(ctx, body));
  mount(venues.listVenues, ({ ctx, query }) => listVenues(ctx, query));
  mount(venues.createVenue, ({ ctx, body }) => createVenue(ctx, body));
  mount(venues.importHall, ({ ctx, query, bytes, request }) =>
    importHall(ctx, {
      ...query,
      content: bytes,
      type: seatMapType(request),
    }),
  );
  mount(venues.previewHall, async ({ ctx, bytes, request }) =>
    previewHall(ctx, { content: bytes, type: seatMapType(request) }),
  );
  mount(venues.getHallPlan, ({ ctx, params }) => getHallPlan(ctx, params));
  mount(titles.listTitles, ({ ctx, query }) => listTitles(ctx, query));
  mount(titles.getTitle, ({ ctx, params }) => getTitle(ctx, params));
  mount(titles.createTitle, ({ ctx, body }) => createTitle(ctx, body));
  mount(shows.searchShows, ({ ctx, query }) => searchShows(ctx, query));
  mount(shows.getShow, ({ ctx, params }) => getShow(ctx, params));
  mount(shows.getBestSeats, ({ ctx, params, query }) => findBestSeats(ctx, { ...params, ...query }));
  mount(shows.createShows, ({ ctx, body }) => createShows(ctx, body, reactions));
  mount(shows.changeShow, ({ ctx, params, body }) => changeShow(ctx, { ...params, ...body }, reactions));
}
