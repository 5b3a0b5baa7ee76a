import * as contract from '@docket/contracts/http/chart';
import { getShowSales } from '@docket/domain/booking/show-sales';
import { getRunTimes } from '@docket/domain/judge/submission/run-times';
import type { Mount } from '../http/mount.ts';

export function mountChart(mount: Mount): void {
  mount(contract.getRunTimes, ({ ctx, params, query }) => getRunTimes(ctx, { ...params, ...query }));
  mount(contract.getShowSales, ({ ctx, params }) => getShowSales(ctx, params));
}
