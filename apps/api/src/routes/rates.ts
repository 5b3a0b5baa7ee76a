import * as contract from '@docket/contracts/http/rates';
import { changePlan, previewRules } from '@docket/domain/hotel/rates/change-plan';
import { getRates } from '@docket/domain/hotel/rates/get-rates';
import { previewRates } from '@docket/domain/hotel/rates/preview-rates';
import { writeRates } from '@docket/domain/hotel/rates/write-rates';
import { changeRoomCount } from '@docket/domain/front-desk/change-room-count';
import type { Mount } from '../http/mount.ts';

export function mountRates(mount: Mount): void {
  mount(contract.getRates, ({ ctx, params, query }) => getRates(ctx, { ...params, ...query }));
  mount(contract.previewRates, ({ ctx, params, body }) => previewRates(ctx, { ...body, ...params }));
  mount(contract.writeRates, ({ ctx, params, body }) => writeRates(ctx, { ...body, ...params }));
  mount(contract.previewRules, ({ ctx, params, body }) => previewRules(ctx, { ...body, ...params }));
  mount(contract.changePlan, ({ ctx, params, body }) => changePlan(ctx, { ...body, ...params }));
  mount(contract.changeRoomCount, ({ ctx, params, body }) => changeRoomCount(ctx, { ...body, ...params }));
}
