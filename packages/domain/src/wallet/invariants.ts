import type { Rule } from '../spine/invariants/rule.ts';

export const walletRules: readonly Rule[] = [
  {
    name: 'withdrawals: one in flight',
    checks: 'no wallet has two withdrawals in flight, nor one in flight behind one that waits',
    violations: `
      SELECT w.user_id AS wallet, NULL::int AS sequence FROM withdrawals w WHERE w.status IN ('SENDING', 'UNKNOWN', 'SENT') GROUP BY 1 HAVING count(*) > 1
      UNION ALL
      SELECT w.user_id, w.sequence FROM withdrawals w JOIN withdrawals b ON b.user_id = w.user_id AND b.sequence < w.sequence AND b.status = 'WAITING'
       WHERE w.status NOT IN ('WAITING', 'CANCELLED')`,
  },
  {
    name: 'withdrawals: money as they stand',
    checks:
      'the money of a withdrawal is reserved while it is open, gone when it was paid, and back, once, when it failed, was called off or came back',
    violations: `
      SELECT w.id AS withdrawal, w.status, e.phase FROM withdrawals w
        LEFT JOIN ledger_transfers p ON p.id = w.transfer_id AND p.phase = 'pending' LEFT JOIN ledger_transfers e ON e.pending_id = w.transfer_id
       WHERE p.id IS NULL OR e.phase IS DISTINCT FROM CASE w.status WHEN 'PAID' THEN 'settled' WHEN 'RETURNED' THEN 'settled' WHEN 'FAILED' THEN 'voided' WHEN 'CANCELLED' THEN 'voided' END
      UNION ALL
      SELECT w.id, w.status, t.kind FROM withdrawals w
        LEFT JOIN ledger_transfers t ON t.subject_kind = 'withdrawal' AND t.subject_id = w.id::text AND t.kind = 'withdrawal.returned'
       WHERE (w.status = 'RETURNED') <> (t.id IS NOT NULL)`,
  },
];
