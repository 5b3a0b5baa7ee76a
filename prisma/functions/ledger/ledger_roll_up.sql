-- Adds to the sums of an account what is waiting for it, some thousand rows at most. Nothing while somebody else has it locked; then they do it, or
-- the next turn. The oldest first, so that what ended is never added before it was reserved. Answers how many rows it took.
CREATE OR REPLACE FUNCTION ledger_roll_up(p_account uuid, p_most int) RETURNS int
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_rows int;
BEGIN
  PERFORM FROM ledger_accounts a WHERE a.id = p_account FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  WITH rolled AS (
    DELETE FROM ledger_unrolled u WHERE u.id IN (SELECT w.id FROM ledger_unrolled w WHERE w.account_id = p_account ORDER BY w.id LIMIT p_most) RETURNING u.*
  ), d AS (
    SELECT count(*)::int AS n, sum(r.debits_posted)::bigint AS debits_posted, sum(r.credits_posted)::bigint AS credits_posted,
           sum(r.debits_pending)::bigint AS debits_pending, sum(r.credits_pending)::bigint AS credits_pending,
           sum(r.debits_ended)::bigint AS debits_ended, sum(r.credits_ended)::bigint AS credits_ended FROM rolled r
  ), added AS (
    UPDATE ledger_accounts a
       SET debits_posted = a.debits_posted + d.debits_posted, credits_posted = a.credits_posted + d.credits_posted,
           debits_pending = a.debits_pending + d.debits_pending, credits_pending = a.credits_pending + d.credits_pending,
           debits_ended = a.debits_ended + d.debits_ended, credits_ended = a.credits_ended + d.credits_ended
      FROM d WHERE a.id = p_account AND d.n > 0
  )
  SELECT d.n INTO v_rows FROM d;
  RETURN v_rows;
END $$;
