-- The lock of a user's mailbox of withdrawals, until the end of the transaction. It comes before accounts of the ledger.
CREATE OR REPLACE FUNCTION lock_withdrawals(p_user uuid) RETURNS void
LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('withdrawals ' || p_user, 0))
$$;
