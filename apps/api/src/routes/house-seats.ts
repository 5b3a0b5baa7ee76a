import * as contract from '@docket/contracts/http/house-seats';
import { blockHouseSeats } from '@docket/domain/booking/house/block';
import { bookHouseSeats } from '@docket/domain/booking/house/book';
import { listHouseSeats } from '@docket/domain/booking/house/list';
import { releaseHouseSeats } from '@docket/domain/booking/house/release';
import { reactions } from '@docket/domain/reactions';
import type { Mount } from '../http/mount.ts';

export function mountHouseSeats(mount: Mount): void {
  mount(contract.listHouseSeats, ({ ctx, params }) => listHouseSeats(ctx, params));
  mount(contract.blockHouseSeats, ({ ctx, params, body }) => blockHouseSeats(ctx, { ...body, ...params }));
  mount(contract.releaseHouseSeats, ({ ctx, params, body }) =>
    releaseHouseSeats(ctx, { ...body, ...params }, reactions),
  );
  mount(contract.bookHouseSeats, ({ ctx, params, body }) => bookHouseSeats(ctx, { ...body, ...params }));
}
