import type { Payout } from '@docket/contracts/http/payout';
import { toWithdrawal, type WithdrawalRow } from './withdrawal-rows.ts';

export type PayoutRow = WithdrawalRow & { username: string; next_ask_at: Date | null };

/** Of `withdrawals w JOIN users u`. Nobody takes up one in flight before its lease is over and it is time (`claim_withdrawal`). */
export const PAYOUT_COLUMNS = `w.id, w.user_id, w.sequence, w.amount, w.currency, w.destination, w.status, w.provider, w.provider_ref, w.failure,
  w.transfer_id, w.attempt, w.revision, w.created_at, w.updated_at, u.username,
  CASE WHEN w.status IN ('SENDING', 'UNKNOWN', 'SENT') THEN greatest(w.lease_until, w.next_look_at) END AS next_ask_at`;

export function toPayout(row: PayoutRow): Payout {
  return {
    ...toWithdrawal(row),
    userId: row.user_id,
    username: row.username,
    provider: row.provider,
    tries: row.attempt,
    nextLookAt: row.next_ask_at?.toISOString() ?? null,
  };
}
