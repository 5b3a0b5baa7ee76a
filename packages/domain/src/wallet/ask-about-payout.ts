import type { PayoutDetail } from '@docket/contracts/http/payout';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { getPayout } from './get-payout.ts';

// Cut off: the column rounds, and what is rounded up is not due yet. One that is due already is asked about without this.
const dueNowStatement = prepare(
  'payout_due_now',
  `UPDATE withdrawals SET next_look_at = date_trunc('milliseconds', clock_timestamp())
    WHERE id = $1 AND status IN ('UNKNOWN', 'SENT') AND next_look_at > clock_timestamp() RETURNING user_id`,
);

const paidStatement = prepare('payout_is_paid', `SELECT id FROM withdrawals WHERE id = $1 AND status = 'PAID'`);

/**
 * An operator wants to know how a withdrawal stands: a worker asks the bank now, and not only when it would have; of one that was paid, whether it came
 * back. Nothing is said of the outcome, and one that the bank is not asked about stays as it is.
 * @throws DocketError unauthenticated, forbidden, withdrawal_not_found
 */
export async function askAboutPayout(ctx: Ctx, { id }: { readonly id: string }): Promise<PayoutDetail> {
  requireRole(ctx, 'admin');
  await change(ctx, async (tx) => {
    const [due] = await dueNowStatement(tx.client, [id]);
    if (due !== undefined) tx.enqueue({ name: 'withdrawal.next', payload: { userId: due.user_id } });
    const [paid] = await paidStatement(tx.client, [id]);
    if (paid !== undefined) tx.enqueue({ name: 'withdrawal.look', payload: { withdrawalId: id } });
  });
  return getPayout(ctx, { id });
}
