-- The lock of all that is reconciled with one provider, until the end of the transaction. It comes before accounts of the ledger.
CREATE OR REPLACE FUNCTION lock_reconciliation(p_provider text) RETURNS void
LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('reconciliation ' || p_provider, 0))
$$;
