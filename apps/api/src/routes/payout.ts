import * as contract from '@docket/contracts/http/payout';
import { askAboutPayout } from '@docket/domain/wallet/ask-about-payout';
import { getPayout } from '@docket/domain/wallet/get-payout';
import { listPayouts } from '@docket/domain/wallet/list-payouts';
import type { Mount } from '../http/mount.ts';

export function mountPayout(mount: Mount): void {
  mount(contract.listPayouts, ({ ctx, query }) => listPayouts(ctx, query));
  mount(contract.getPayout, ({ ctx, params }) => getPayout(ctx, params));
  mount(contract.lookAgainAtPayout, ({ ctx, params }) => askAboutPayout(ctx, params));
}
