import * as contract from '@docket/contracts/http/venue';
import { changeCity } from '@docket/domain/catalog/city/change-city';
import { createCity } from '@docket/domain/catalog/city/create-city';
import { listCities } from '@docket/domain/catalog/city/list-cities';
import { getHallPlan } from '@docket/domain/catalog/hall/get-plan';
import { importHall } from '@docket/domain/catalog/hall/import-hall';
import { previewHall } from '@docket/domain/catalog/hall/preview-hall';
import { changeVenue } from '@docket/domain/catalog/venue/change-venue';
import { createVenue } from '@docket/domain/catalog/venue/create-venue';
import { listVenues } from '@docket/domain/catalog/venue/list-venues';
import type { Mount } from '../http/mount.ts';

export function mountVenue(mount: Mount): void {
  mount(contract.listCities, async ({ ctx }) => ({ data: await listCities(ctx) }));
  mount(contract.createCity, ({ ctx, body }) => createCity(ctx, body));
  mount(contract.listVenues, ({ ctx, query }) => listVenues(ctx, query));
  mount(contract.changeCity, ({ ctx, params, body }) => changeCity(ctx, { ...params, ...body }));
  mount(contract.changeVenue, ({ ctx, params, body }) => changeVenue(ctx, { ...params, ...body }));
  mount(contract.createVenue, ({ ctx, body }) => createVenue(ctx, body));
  mount(contract.importHall, ({ ctx, query, bytes }) => importHall(ctx, { ...query, content: bytes }));
  mount(contract.previewHall, async ({ ctx, bytes }) => previewHall(ctx, { content: bytes }));
  mount(contract.getHallPlan, ({ ctx, params }) => getHallPlan(ctx, params));
}
