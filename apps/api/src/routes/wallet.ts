import * as contract from '@docket/contracts/http/wallet';
import { cancelWithdrawal } from '@docket/domain/wallet/cancel-withdrawal';
import { createDeposit } from '@docket/domain/wallet/deposit';
import { getWallet, listWalletEntries } from '@docket/domain/wallet/get-wallet';
import { getWithdrawal, listWithdrawals } from '@docket/domain/wallet/get-withdrawal';
import { requestWithdrawal } from '@docket/domain/wallet/request-withdrawal';
import type { Mount } from '../http/mount.ts';

export function mountWallet(mount: Mount): void {
  mount(contract.getWallet, ({ ctx }) => getWallet(ctx));
  mount(contract.listWalletEntries, ({ ctx, query }) => listWalletEntries(ctx, query));
  mount(
    contract.createDeposit,
    ({ ctx, body, idempotencyKey, onReplay }) => createDeposit(ctx, { ...body, idempotencyKey, onReplay }),
    { key: 'verb' },
  );
  mount(
    contract.createWithdrawal,
    ({ ctx, body, idempotencyKey, onReplay }) => requestWithdrawal(ctx, { ...body, idempotencyKey, onReplay }),
    { key: 'verb' },
  );
  mount(contract.listWithdrawals, ({ ctx, query }) => listWithdrawals(ctx, query));
  mount(contract.getWithdrawal, ({ ctx, params }) => getWithdrawal(ctx, params));
  mount(contract.cancelWithdrawal, ({ ctx, params }) => cancelWithdrawal(ctx, params));
}
