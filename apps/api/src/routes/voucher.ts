import * as contract from '@docket/contracts/http/voucher';
import { createVoucher } from '@docket/domain/booking/voucher/create';
import { listVouchers } from '@docket/domain/booking/voucher/list';
import { withdrawVoucher } from '@docket/domain/booking/voucher/withdraw';
import type { Mount } from '../http/mount.ts';

export function mountVoucher(mount: Mount): void {
  mount(contract.createVoucher, ({ ctx, body }) => createVoucher(ctx, body));
  mount(contract.withdrawVoucher, ({ ctx, params }) => withdrawVoucher(ctx, params));
  mount(contract.listVouchers, ({ ctx, query }) => listVouchers(ctx, query));
}
