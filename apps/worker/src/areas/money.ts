import { bankPayouts } from '@docket/providers/bank/payouts';
import type { MoneyAreaSettings } from '@docket/runtime/settings/services';
import { createWithdrawalHandler, startMoneyDuties } from '../handlers/withdrawal.ts';
import type { Area, Platform } from '../platform.ts';

/** Wallets worked on at a time; the bank sets the pace. */
const CONCURRENCY = 16;

/** Money: carries out withdrawals, and rolls up hot accounts of the ledger. */
export function startMoney(platform: Platform, { BANK_URL, BANK_API_KEY }: MoneyAreaSettings): Area {
  const ctx = platform.ctxFor(platform.workerId);
  const bank =
    BANK_URL === undefined || BANK_API_KEY === undefined
      ? undefined
      : bankPayouts({ url: BANK_URL, apiKey: BANK_API_KEY });
  startMoneyDuties(platform, ctx, bank);
  return {
    serve: {
      money: {
        handlers: { 'withdrawal.next': createWithdrawalHandler(ctx, bank) },
        // The sweep of withdrawals looks after every wallet.
        whenDead: { 'withdrawal.next': null },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: { payouts: bank?.name ?? 'none' },
  };
}
