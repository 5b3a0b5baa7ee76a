-- What accounts there may be, and how one begins. `grows`: assets by debits, the others by credits. Those that everybody's money goes through are
-- hot; of these, one that may not be overdrawn is locked only by what makes it less.
CREATE OR REPLACE FUNCTION ledger_roles() RETURNS TABLE (role text, grows text, may_overdraw boolean, hot boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  VALUES ('customer_wallet', 'credit', false, false),
         ('customer_clearing', 'credit', false, false),
         ('provider_receivable', 'debit', true, true),
         ('merchant_payable', 'credit', true, true),
         ('fees', 'credit', true, true),
         ('tax', 'credit', true, true),
         ('refunds_payable', 'credit', true, true),
         ('payouts_payable', 'credit', true, true),
         ('suspense', 'credit', true, true),
         ('bank', 'debit', true, true)
$$;
