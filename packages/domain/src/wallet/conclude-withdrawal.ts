import { prepare } from '@docket/db/statement';
import { notify } from '../notification/notify.ts';
import { post, settle, voidPending } from '../ledger/post.ts';
import type { Tx } from '../spine/emit.ts';
import { destinationOf, shown, told, WITHDRAWAL_COLUMNS, type WithdrawalRow } from './withdrawal-rows.ts';

/** What is known of a withdrawal in flight. */
export type Known = {
  readonly status: 'UNKNOWN' | 'SENT' | 'PAID' | 'FAILED';
  readonly providerRef: string | null;
  readonly failure: string | null;
};

// Only whoever took it up last says what came of it. Asked again after two seconds, then ever more rarely, once in five minutes at least.
const concludeStatement = prepare(
  'conclude_withdrawal',
  `UPDATE withdrawals SET status = $3, provider_ref = coalesce($4, provider_ref), failure = $5, lease_until = NULL,
          next_look_at = CASE WHEN $3 IN ('UNKNOWN', 'SENT') THEN clock_timestamp() + make_interval(secs => least(300, 2 ^ least(attempt, 9))) END,
          revision = revision + 1, updated_at = clock_timestamp()
    WHERE id = $1 AND attempt = $2 AND status IN ('SENDING', 'UNKNOWN', 'SENT') RETURNING ${WITHDRAWAL_COLUMNS}`,
).rows<WithdrawalRow>();
const openStatement = prepare(
  'withdrawals_waiting',
  `SELECT EXISTS (SELECT FROM withdrawals WHERE user_id = $1 AND status = 'WAITING') AS waiting`,
).rows<{ waiting: boolean }>();

/** The money has left the house: what the provider holds of ours is less. */
async function pay(tx: Tx, row: WithdrawalRow): Promise<void> {
  const { currency, provider } = row;
  const amountMinor = BigInt(row.amount);
  await settle(tx, row.transfer_id);
  await post(tx, [
    {
      kind: 'withdrawal.paid',
      subject: { kind: 'withdrawal', id: row.id },
      entries: [
        { account: { role: 'payouts_payable', owner: provider, currency }, side: 'debit', amountMinor },
        { account: { role: 'provider_receivable', owner: provider, currency }, side: 'credit', amountMinor },
      ],
    },
  ]);
}

async function tellEnd(tx: Tx, row: WithdrawalRow, paid: boolean): Promise<void> {
  const { to } = shown(destinationOf(row));
  const data = { withdrawalId: row.id, amountMinor: Number(row.amount), currency: row.currency, paid, to };
  await notify(tx, [{ userId: row.user_id, kind: 'withdrawal_ended', key: row.id, data }]);
}

/**
 * Writes down what came of a withdrawal, with the money, and wakes the next.
 * @returns whether it was written: not, when somebody else has taken it up since
 */
export async function concludeWithdrawal(
  tx: Tx,
  { id, attempt }: Pick<WithdrawalRow, 'id' | 'attempt'>,
  known: Known,
): Promise<boolean> {
  const [row] = await concludeStatement(tx.client, [id, attempt, known.status, known.providerRef, known.failure]);
  if (row === undefined) return false;
  if (known.status === 'PAID') await pay(tx, row);
  if (known.status === 'FAILED') await voidPending(tx, row.transfer_id);
  tx.emit(told(row));
  if (known.status === 'PAID' || known.status === 'FAILED') {
    await tellEnd(tx, row, known.status === 'PAID');
    const [next] = await openStatement(tx.client, [row.user_id]);
    if (next?.waiting === true) tx.enqueue({ name: 'withdrawal.next', payload: { userId: row.user_id } });
  }
  return true;
}
