import { prepare } from '@docket/db/statement';
import { userChannel } from '@docket/contracts/events/envelope';
import { minorOf } from '../ledger/account-rows.ts';
import { post } from '../ledger/post.ts';
import type { AccountRef } from '../ledger/transfer.ts';
import { notify } from '../notification/notify.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { walletOf } from './accounts.ts';
import type { PayoutProvider } from './payout-provider.ts';
import { destinationOf, shown, told, WITHDRAWAL_COLUMNS, type WithdrawalRow } from './withdrawal-rows.ts';

const paidStatement = prepare(
  'withdrawal_paid_out',
  `SELECT ${WITHDRAWAL_COLUMNS} FROM withdrawals WHERE id = $1 AND status = 'PAID'`,
).rows<WithdrawalRow>();
// Of two who hear of it at once, one writes it.
const returnStatement = prepare(
  'return_withdrawal',
  `UPDATE withdrawals SET status = 'RETURNED', failure = $2, revision = revision + 1, updated_at = clock_timestamp()
    WHERE id = $1 AND status = 'PAID' RETURNING ${WITHDRAWAL_COLUMNS}`,
).rows<WithdrawalRow>();
// Held, so that the account is not deleted while money comes into its wallet.
const ownerStatement = prepare(
  'withdrawal_owner',
  'SELECT deleted_at IS NOT NULL AS gone FROM users WHERE id = $1 FOR SHARE',
).rows<{ gone: boolean }>();

/** Where money that came back goes: into the wallet; apart, if nobody could ever take it out of there. */
async function backTo(tx: Tx, { user_id: userId, currency }: WithdrawalRow): Promise<AccountRef> {
  const [owner] = await ownerStatement(tx.client, [userId]);
  return owner?.gone === false ? walletOf(userId, currency) : { role: 'suspense', owner: 'house', currency };
}

/** Writes down that it came back, with its money, and tells its user. @returns whether it was paid until now */
async function concludeReturn(ctx: Ctx, id: string, failure: string | null): Promise<boolean> {
  return change(ctx, async (tx) => {
    const [row] = await returnStatement(tx.client, [id, failure]);
    if (row === undefined) return false;
    const { user_id: userId, currency, provider } = row;
    const to = await backTo(tx, row);
    const amountMinor = BigInt(row.amount);
    await post(tx, [
      {
        kind: 'withdrawal.returned',
        subject: { kind: 'withdrawal', id },
        entries: [
          { account: { role: 'provider_receivable', owner: provider, currency }, side: 'debit', amountMinor },
          { account: to, side: 'credit', amountMinor },
        ],
      },
    ]);
    if (to.role !== 'customer_wallet') {
      ctx.log.warn({ withdrawalId: id }, 'a payout came back whose account is deleted; its money is in suspense');
      return true;
    }
    tx.emit(told(row), { channel: userChannel(userId), type: 'wallet.updated', data: { currency } });
    const data = { withdrawalId: id, amountMinor: minorOf(row.amount), currency, to: shown(destinationOf(row)).to };
    await notify(tx, [{ userId, kind: 'withdrawal_returned', key: `${id} returned`, data }]);
    return true;
  });
}

/**
 * Somebody says that a payout has come back after it was paid. It is not believed: the provider is asked. The money is in the wallet again once, however often
 * this is said.
 * @returns whether it has come back now
 * @throws OutcomeUnknown, ProviderRefused of the provider
 */
export async function lookForReturn(
  ctx: Ctx,
  { id }: { readonly id: string },
  provider: PayoutProvider,
): Promise<boolean> {
  const [row] = await paidStatement(ctx.db.pool, [id]);
  if (row === undefined) return false;
  const truth = await provider.fetchPayout({ reference: id, providerRef: row.provider_ref });
  return truth.state === 'returned' && concludeReturn(ctx, id, truth.failure);
}
