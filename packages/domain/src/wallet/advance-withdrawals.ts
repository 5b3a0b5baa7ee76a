import { prepare } from '@docket/db/statement';
import { OutcomeUnknown, ProviderRefused } from '../payment/provider.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { minorOf } from '../ledger/account-rows.ts';
import { concludeWithdrawal, type Known } from './conclude-withdrawal.ts';
import type { PayoutProvider, PayoutTruth } from './payout-provider.ts';
import { destinationOf, WITHDRAWAL_COLUMNS, type WithdrawalRow } from './withdrawal-rows.ts';

/** A provider answers or is given up within half of it (`providers`), so that whoever is alive is never overtaken. */
const LEASE_SECONDS = 60;

const claimStatement = prepare(
  'claim_withdrawal',
  `SELECT ${WITHDRAWAL_COLUMNS} FROM claim_withdrawal($1, $2)`,
).rows<WithdrawalRow>();

function knownOf({ state, providerRef, failure }: PayoutTruth): Known {
  switch (state) {
    case 'paid':
      return { status: 'PAID', providerRef, failure: null };
    // Nobody here ever heard that it was paid: to our books it was not.
    case 'returned':
    case 'failed':
      return { status: 'FAILED', providerRef, failure };
    case 'pending':
      return { status: 'SENT', providerRef, failure: null };
    case 'gone':
      return { status: 'UNKNOWN', providerRef, failure: null };
    default:
      return state satisfies never;
  }
}

function payoutOf(row: WithdrawalRow) {
  return {
    reference: row.id,
    amountMinor: minorOf(row.amount),
    currency: row.currency,
    destination: destinationOf(row),
  };
}

/**
 * What the provider says of a withdrawal. One that was taken up before may have reached it: it is asked for first, and only made when the provider
 * has never heard of it. Made twice it would still be one, by its reference.
 */
async function ask(row: WithdrawalRow, provider: PayoutProvider): Promise<Known> {
  if (row.attempt > 1) {
    const truth = await provider.fetchPayout({ reference: row.id, providerRef: row.provider_ref });
    if (truth.state !== 'gone') return knownOf(truth);
  }
  try {
    return knownOf(await provider.createPayout(payoutOf(row)));
  } catch (error) {
    if (error instanceof ProviderRefused) return { status: 'FAILED', providerRef: null, failure: error.code };
    throw error;
  }
}

async function askSafely(ctx: Ctx, row: WithdrawalRow, provider: PayoutProvider): Promise<Known> {
  try {
    return await ask(row, provider);
  } catch (error) {
    // Whatever went wrong, the payout may be under way: nothing else of this wallet goes out until it is known.
    if (!(error instanceof OutcomeUnknown))
      ctx.log.error({ err: error, withdrawalId: row.id }, 'a payout failed oddly');
    return { status: 'UNKNOWN', providerRef: null, failure: null };
  }
}

/**
 * Carries out the withdrawals of one wallet, the lowest first and never two at a time, until one is neither paid nor failed: it is asked for again
 * later, and those behind it wait. The provider is asked outside of any transaction. May be called by anybody at any time.
 * @param leaseSeconds how long nobody else takes up what is taken up here
 */
export async function advanceWithdrawals(
  ctx: Ctx,
  { userId, leaseSeconds = LEASE_SECONDS }: { readonly userId: string; readonly leaseSeconds?: number },
  provider: PayoutProvider,
): Promise<void> {
  for (;;) {
    const [row] = await claimStatement(ctx.db.pool, [userId, leaseSeconds]);
    if (row === undefined) return;
    const known = await askSafely(ctx, row, provider);
    const written = await change(ctx, (tx) => concludeWithdrawal(tx, row, known));
    if (!written || known.status === 'UNKNOWN' || known.status === 'SENT') return;
  }
}
