import type { Rule } from '../spine/invariants/rule.ts';

/** Entries of the ledger on accounts of providers with statements that reconciliation has taken up: copied, or its own. */
const TAKEN_UP = `
  SELECT a.owner AS provider, a.currency, sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) AS books
    FROM ledger_accounts a JOIN statement_feeds f ON f.provider = a.owner AND f.currency = a.currency
    JOIN ledger_entries e ON e.account_id = a.id AND NOT e.pending JOIN ledger_transfers t ON t.id = e.transfer_id
   WHERE a.role = 'provider_receivable'
     AND (t.kind IN ('provider.fees', 'reconciliation.adjusted') OR EXISTS (SELECT FROM book_movements m WHERE m.transfer_id = t.id AND m.currency = a.currency))
   GROUP BY 1, 2`;

export const reconciliationRules: readonly Rule[] = [
  {
    name: 'statements: they and the books differ by what is open',
    checks: 'what the bank has booked less what our books say of it is, to the minor unit, what is open on both sides',
    violations: `
      SELECT f.provider, f.currency, coalesce(e.booked, 0) AS bank, coalesce(l.books, 0) AS books, coalesce(e.open, 0) - coalesce(m.open, 0) AS open
        FROM statement_feeds f
        LEFT JOIN (SELECT provider, currency, sum(amount_minor) AS booked, sum(amount_minor) FILTER (WHERE status = 'OPEN' AND kind <> 'fee') AS open
                     FROM bank_entries GROUP BY 1, 2) e USING (provider, currency)
        LEFT JOIN (SELECT provider, currency, sum(amount_minor) FILTER (WHERE status = 'OPEN') AS open FROM book_movements GROUP BY 1, 2) m USING (provider, currency)
        LEFT JOIN (${TAKEN_UP}) l USING (provider, currency)
       WHERE coalesce(e.booked, 0) - coalesce(l.books, 0) <> coalesce(e.open, 0) - coalesce(m.open, 0)`,
  },
  {
    name: 'statements: what is open is a break',
    checks: 'every entry that found no other side is an open break, and every open break is of something open',
    violations: `
      SELECT e.id::text AS entry, NULL::uuid AS break FROM bank_entries e JOIN bank_statements s ON s.id = e.statement_id
       WHERE e.status = 'OPEN' AND s.received_at < now() - interval '15 minutes'
         AND NOT EXISTS (SELECT FROM reconciliation_breaks b WHERE b.entry_id = e.id AND b.status = 'OPEN')
      UNION ALL
      SELECT NULL, b.id FROM reconciliation_breaks b LEFT JOIN bank_entries e ON e.id = b.entry_id LEFT JOIN book_movements m ON m.id = b.movement_id
       WHERE b.status = 'OPEN' AND (e.status <> 'OPEN' OR m.status <> 'OPEN')`,
  },
  {
    name: 'statements: no more refunded than ordered',
    checks: 'the bank has paid back no more of a refund than was ordered, but for what an admin has written off',
    violations: `
      SELECT e.provider, min(e.reference) AS reference, -sum(e.amount_minor) AS paid_back, max(r.amount_minor) AS ordered FROM bank_entries e LEFT JOIN refunds r ON r.id = e.reference_id
       WHERE e.kind = 'refund' AND e.status <> 'WRITTEN_OFF' GROUP BY e.provider, coalesce(e.reference_id::text, e.reference) HAVING -sum(e.amount_minor) > coalesce(max(r.amount_minor), 0)`,
  },
  {
    name: 'statements: what came back is in the wallet',
    checks: 'a payout that the bank took back after it was paid is not paid to us either',
    violations: `
      SELECT w.id AS withdrawal, e.booked_at FROM bank_entries e JOIN withdrawals w ON w.id = e.reference_id
       WHERE e.kind = 'payout_return' AND e.status <> 'WRITTEN_OFF' AND w.status = 'PAID' AND e.booked_at < now() - interval '15 minutes'`,
  },
];
