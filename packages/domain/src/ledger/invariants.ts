import type { Rule } from '../spine/invariants/rule.ts';

/** Days after which something reserved has been forgotten: the slowest banks take a week. */
const RESERVED_DAYS = 30;

/** Sums of accounts with what waits to be rolled up. */
const SUMS = `
  SELECT a.id, a.role, a.owner, a.currency, a.grows, a.may_overdraw,
         a.debits_posted + coalesce(u.dp, 0) AS dp, a.credits_posted + coalesce(u.cp, 0) AS cp,
         a.debits_pending + coalesce(u.dr, 0) AS dr, a.credits_pending + coalesce(u.cr, 0) AS cr,
         a.debits_ended + coalesce(u.de, 0) AS de, a.credits_ended + coalesce(u.ce, 0) AS ce
    FROM ledger_accounts a LEFT JOIN (
      SELECT account_id, sum(debits_posted) AS dp, sum(credits_posted) AS cp, sum(debits_pending) AS dr, sum(credits_pending) AS cr,
             sum(debits_ended) AS de, sum(credits_ended) AS ce FROM ledger_unrolled GROUP BY 1) u ON u.account_id = a.id`;

export const ledgerRules: readonly Rule[] = [
  {
    name: 'ledger: debits are credits',
    checks:
      'debits and credits are the same in every currency, and in every transfer; every transfer that moves money has entries',
    violations: `
      SELECT e.currency::text AS of, sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) AS difference
        FROM ledger_entries e GROUP BY e.currency, e.pending HAVING sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) <> 0
      UNION ALL
      SELECT e.transfer_id::text, sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END)
        FROM ledger_entries e GROUP BY e.transfer_id, e.currency HAVING sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) <> 0
      UNION ALL
      SELECT t.id::text, NULL FROM ledger_transfers t
       WHERE (t.phase <> 'voided') <> EXISTS (SELECT FROM ledger_entries e WHERE e.transfer_id = t.id)`,
  },
  {
    name: 'ledger: sums are entries',
    checks: 'the sums of every account are what its entries add up to, those that wait to be rolled up included',
    violations: `
      WITH s AS (${SUMS}), e AS (
        SELECT l.account_id,
               sum(l.amount) FILTER (WHERE l.side = 'debit' AND NOT l.pending) AS dp, sum(l.amount) FILTER (WHERE l.side = 'credit' AND NOT l.pending) AS cp,
               sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.pending) AS dr, sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.pending) AS cr,
               sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.pending AND x.id IS NOT NULL) AS de,
               sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.pending AND x.id IS NOT NULL) AS ce
          FROM ledger_entries l LEFT JOIN ledger_transfers x ON l.pending AND x.pending_id = l.transfer_id GROUP BY 1)
      SELECT coalesce(s.id, e.account_id) AS account, s.role, s.owner FROM s FULL JOIN e ON e.account_id = s.id
       WHERE (s.dp, s.cp, s.dr, s.cr, s.de, s.ce) IS DISTINCT FROM
             (coalesce(e.dp, 0), coalesce(e.cp, 0), coalesce(e.dr, 0), coalesce(e.cr, 0), coalesce(e.de, 0), coalesce(e.ce, 0))`,
  },
  {
    name: 'ledger: nothing overdrawn',
    checks: 'no account that may not be overdrawn has less than nothing, counting what is reserved',
    violations: `
      SELECT s.id AS account, s.role, s.owner, s.currency FROM (${SUMS}) s
       WHERE NOT s.may_overdraw AND CASE s.grows WHEN 'credit' THEN s.cp - s.dp - (s.dr - s.de) ELSE s.dp - s.cp - (s.cr - s.ce) END < 0`,
  },
  {
    name: 'ledger: settled as reserved',
    checks: 'what was reserved is posted with the very entries that were reserved, or voided, and once',
    violations: `
      SELECT t.id AS transfer, t.phase FROM ledger_transfers t LEFT JOIN ledger_transfers p ON p.id = t.pending_id
       WHERE t.pending_id IS NOT NULL AND (p.phase IS DISTINCT FROM 'pending' OR t.kind <> p.kind OR t.subject_id <> p.subject_id OR (t.phase = 'settled' AND
             (SELECT array_agg((e.account_id, e.side, e.amount) ORDER BY e.account_id, e.side, e.amount) FROM ledger_entries e WHERE e.transfer_id = t.id)
             IS DISTINCT FROM
             (SELECT array_agg((e.account_id, e.side, e.amount) ORDER BY e.account_id, e.side, e.amount) FROM ledger_entries e WHERE e.transfer_id = p.id)))
      UNION ALL
      SELECT t.pending_id, 'twice' FROM ledger_transfers t WHERE t.pending_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
  },
  {
    name: 'ledger: nothing reserved for ever',
    checks: `what is reserved is posted or voided within ${RESERVED_DAYS} days`,
    violations: `
      SELECT t.id AS transfer, t.kind, t.subject_kind, t.subject_id FROM ledger_transfers t
       WHERE t.phase = 'pending' AND t.created_at < now() - interval '${RESERVED_DAYS} days'
         AND NOT EXISTS (SELECT FROM ledger_transfers e WHERE e.pending_id = t.id)`,
  },
];
