-- What lines add to the sums of each account.
CREATE OR REPLACE FUNCTION ledger_sums(p_lines ledger_line[]) RETURNS TABLE (
  account_id uuid, debits_posted bigint, credits_posted bigint, debits_pending bigint, credits_pending bigint, debits_ended bigint, credits_ended bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT l.account_id,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.what = 'posted'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.what = 'posted'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.what = 'pending'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.what = 'pending'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.what = 'ended'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.what = 'ended'), 0)::bigint
    FROM unnest(p_lines) l GROUP BY l.account_id
$$;
