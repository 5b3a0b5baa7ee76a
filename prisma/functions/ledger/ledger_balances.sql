-- What is on accounts now, what waits to be rolled up included, in minor units. `balance`: what was posted, positive on the side on which the account
-- grows. `reserved`: what will leave it or come back. `coming`: what will come or not. `available`: balance less what is reserved.
CREATE OR REPLACE FUNCTION ledger_balances(p_accounts uuid[]) RETURNS TABLE (
  id uuid, role text, owner text, currency text, grows text, may_overdraw boolean, hot boolean,
  balance bigint, reserved bigint, coming bigint, available bigint)
LANGUAGE sql STABLE AS $$
  SELECT s.id, s.role, s.owner, s.currency, s.grows, s.may_overdraw, s.hot, b.balance, b.reserved, b.coming, b.balance - b.reserved
    FROM (SELECT a.id, a.role, a.owner, a.currency::text, a.grows, a.may_overdraw, a.hot,
                 (a.debits_posted + coalesce(u.debits_posted, 0))::bigint AS debits, (a.credits_posted + coalesce(u.credits_posted, 0))::bigint AS credits,
                 (a.debits_pending - a.debits_ended + coalesce(u.debits_open, 0))::bigint AS debits_open,
                 (a.credits_pending - a.credits_ended + coalesce(u.credits_open, 0))::bigint AS credits_open
            FROM ledger_accounts a
            LEFT JOIN LATERAL (
                 SELECT sum(w.debits_posted) AS debits_posted, sum(w.credits_posted) AS credits_posted,
                        sum(w.debits_pending - w.debits_ended) AS debits_open, sum(w.credits_pending - w.credits_ended) AS credits_open
                   FROM ledger_unrolled w WHERE w.account_id = a.id) u ON true
           WHERE a.id = ANY (p_accounts)) s
   CROSS JOIN LATERAL (
         SELECT CASE s.grows WHEN 'credit' THEN s.credits - s.debits ELSE s.debits - s.credits END AS balance,
                CASE s.grows WHEN 'credit' THEN s.debits_open ELSE s.credits_open END AS reserved,
                CASE s.grows WHEN 'credit' THEN s.credits_open ELSE s.debits_open END AS coming) b
$$;
