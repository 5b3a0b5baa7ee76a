-- Copies what the ledger has posted to a provider's account since the last time, with the reference under which the provider knows it. An entry gets its number
-- before its transaction commits: what is younger than the oldest transaction that still writes is read again the next time, and the last ten minutes at least,
-- for those whose times this role may not see. What reconciliation itself has posted is no movement.
-- Locks: nothing; the caller holds the lock of the reconciliation.
CREATE OR REPLACE FUNCTION copy_book_movements(p_provider text) RETURNS int
LANGUAGE plpgsql
SET enable_nestloop = on
AS $$
DECLARE
  v_copied int := 0;
  v_rows int;
  v_to bigint;
  v_before timestamptz;
  f record;
BEGIN
  -- Entries that nobody sees yet are of transactions that are under way, and were written after those began.
  SELECT least(clock_timestamp() - interval '10 minutes', min(s.xact_start) - interval '1 second') INTO v_before
    FROM pg_stat_activity s WHERE s.datname = current_database() AND s.backend_xid IS NOT NULL AND s.pid <> pg_backend_pid();
  FOR f IN
    SELECT s.currency, s.copied_to, a.id AS account_id FROM statement_feeds s
      JOIN ledger_accounts a ON a.role = 'provider_receivable' AND a.owner = s.provider AND a.currency = s.currency
     WHERE s.provider = p_provider
  LOOP
    SELECT coalesce(max(e.id), f.copied_to) INTO v_to FROM ledger_entries e
     WHERE e.account_id = f.account_id AND e.id > f.copied_to AND e.created_at < v_before;
    INSERT INTO book_movements (transfer_id, provider, currency, moved_at, amount_minor, kind, reference_id)
    SELECT t.id, p_provider, f.currency, t.created_at, sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END),
           CASE t.kind WHEN 'payment.captured' THEN 'payment' WHEN 'refund.paid' THEN 'refund' WHEN 'withdrawal.paid' THEN 'payout'
                       WHEN 'withdrawal.returned' THEN 'payout_return' ELSE 'other' END,
           -- The first capture of a payment has the payment's id, and the provider knows its attempt.
           CASE WHEN t.kind = 'payment.captured' THEN coalesce((SELECT p.paid_attempt_id FROM payments p WHERE p.id = t.subject_id::uuid), t.subject_id::uuid)
                WHEN t.subject_kind IN ('refund', 'withdrawal') THEN t.subject_id::uuid END
      FROM ledger_entries e JOIN ledger_transfers t ON t.id = e.transfer_id
     WHERE e.account_id = f.account_id AND e.id > f.copied_to AND NOT e.pending AND t.kind NOT IN ('provider.fees', 'reconciliation.adjusted')
     GROUP BY t.id
    HAVING sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) <> 0
    ON CONFLICT (transfer_id, currency) DO NOTHING;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    v_copied := v_copied + v_rows;
    UPDATE statement_feeds s SET copied_to = v_to WHERE s.provider = p_provider AND s.currency = f.currency;
  END LOOP;
  RETURN v_copied;
END $$;
