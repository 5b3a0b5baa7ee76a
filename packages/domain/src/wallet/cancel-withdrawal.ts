import { DocketError } from '@docket/contracts/errors';
import type { Withdrawal } from '@docket/contracts/http/wallet';
import { prepare } from '@docket/db/statement';
import { voidPending } from '../ledger/post.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { getWithdrawal } from './get-withdrawal.ts';
import { told, toWithdrawal, WITHDRAWAL_COLUMNS, type WithdrawalRow } from './withdrawal-rows.ts';

const cancelStatement = prepare(
  'cancel_withdrawal',
  `UPDATE withdrawals SET status = 'CANCELLED', revision = revision + 1, updated_at = clock_timestamp()
    WHERE id = $1 AND user_id = $2 AND status = 'WAITING' RETURNING ${WITHDRAWAL_COLUMNS}`,
).rows<WithdrawalRow>();

/**
 * Calls off a withdrawal that nobody has taken up yet; again it changes nothing.
 * @throws DocketError unauthenticated, withdrawal_not_found, withdrawal_under_way
 */
export async function cancelWithdrawal(ctx: Ctx, input: { readonly id: string }): Promise<Withdrawal> {
  const { userId } = requireUser(ctx);
  const cancelled = await change(ctx, async (tx) => {
    const [row] = await cancelStatement(tx.client, [input.id, userId]);
    if (row === undefined) return undefined;
    await voidPending(tx, row.transfer_id);
    tx.emit(told(row));
    return toWithdrawal(row);
  });
  if (cancelled !== undefined) return cancelled;
  const now = await getWithdrawal(ctx, input);
  if (now.status === 'CANCELLED') return now;
  throw new DocketError('withdrawal_under_way', 'The bank has it already, or was asked to.');
}
