import { pollPayments, pollRefunds } from '@docket/domain/payment/poll';
import { parkRefund } from '@docket/domain/payment/refund/operate';
import { sendRefund } from '@docket/domain/payment/refund/send';
import { transferProvider } from '@docket/domain/payment/transfer/provider';
import { walletProvider } from '@docket/domain/wallet/provider';
import { lookAgainWith, reactions } from '@docket/domain/reactions';
import { takeDuty } from '@docket/domain/spine/duty';
import { bankPayouts } from '@docket/providers/bank/payouts';
import { bankStatements } from '@docket/providers/bank/statements';
import { createPaymentProviders } from '@docket/providers/payment-providers';
import { DONE } from '@docket/queue/consumer';
import { startPeriodic } from '@docket/queue/periodic';
import type { MoneyAreaSettings } from '@docket/runtime/settings/services';
import { createStatementHandler, startStatementDuty } from '../handlers/statement.ts';
import { createReturnHandler, createWithdrawalHandler, startMoneyDuties } from '../handlers/withdrawal.ts';
import type { Area, Platform } from '../platform.ts';
import { startInbox } from './inbox.ts';

/** Refunds sent at a time; providers set the pace. */
const CONCURRENCY = 8;
const POLL_MS = 500;
/** After this long without a sign another worker takes the duty over. */
const DUTY_SECONDS = 10;
/** While another asks after the same refund. */
const BUSY_MS = 5_000;

/** Money: asks providers after payments that are due, ends those whose time is over, sends refunds, carries out withdrawals, rolls up the ledger, fetches statements, and takes out of the inbox what providers have called in. */
export async function startMoney(platform: Platform, settings: MoneyAreaSettings): Promise<Area> {
  const { log, lifecycle, workerId, ctxFor } = platform;
  const ctx = { ...ctxFor(workerId), settings };
  const { transfer } = settings;
  const ofTheHouse = [walletProvider(ctx), ...(transfer === undefined ? [] : [transferProvider(ctx, transfer)])];
  const providers = await createPaymentProviders(settings, ofTheHouse);
  const poller = startPeriodic('payments', POLL_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'payments', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    return pollPayments(ctx, providers, reactions);
  });
  lifecycle.onStop('payments', poller.stop);
  const refunds = startPeriodic('refunds', POLL_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'refunds', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    return pollRefunds(ctx, providers, reactions);
  });
  lifecycle.onStop('refunds', refunds.stop);
  const { BANK_URL: baseUrl, BANK_API_KEY: apiKey } = settings;
  const bank = baseUrl === undefined || apiKey === undefined ? undefined : bankPayouts({ baseUrl, apiKey });
  const source = baseUrl === undefined || apiKey === undefined ? undefined : bankStatements({ baseUrl, apiKey });
  startMoneyDuties(platform, ctx, bank);
  startStatementDuty(platform, ctx, { source, everySeconds: settings.STATEMENT_SECONDS });
  startInbox(platform, { lookAgain: lookAgainWith(providers, bank) });
  return {
    serve: {
      money: {
        handlers: {
          async 'refund.send'({ refundId }) {
            const outcome = await sendRefund(ctx, { refundId, by: 'worker' }, providers, reactions);
            return outcome === 'busy' ? { kind: 'retry', inMs: BUSY_MS } : DONE;
          },
          'withdrawal.next': createWithdrawalHandler(ctx, bank),
          'withdrawal.look': createReturnHandler(ctx, bank),
          'statement.fetch': createStatementHandler(ctx, source, bank),
        },
        whenDead: {
          'refund.send': ({ refundId }) =>
            parkRefund(ctx, { refundId, why: 'the provider has not answered for days' }, reactions),
          // The sweep of withdrawals looks after every wallet.
          'withdrawal.next': null,
          // It stays paid; statements say so too, and an operator may ask again.
          'withdrawal.look': null,
          // It comes again by the clock, and the page says why it failed.
          'statement.fetch': null,
        },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: { providers: providers.all.map(({ name }) => name) },
  };
}
