-- Are these the entries of a transfer, in any order?
CREATE OR REPLACE FUNCTION ledger_same_entries(p_transfer uuid, p_entries jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (SELECT array_agg((a.role, a.owner, a.currency::text, e.side, e.amount)::text ORDER BY a.role, a.owner, a.currency, e.side, e.amount)
            FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.transfer_id = p_transfer)
      IS NOT DISTINCT FROM
         (SELECT array_agg((e.role, e.owner, e.currency, e.side, e.amount)::text ORDER BY e.role, e.owner, e.currency, e.side, e.amount)
            FROM jsonb_to_recordset(p_entries) AS e(role text, owner text, currency text, side text, amount bigint))
$$;
