-- Sums of an account only grow.
CREATE OR REPLACE TRIGGER ledger_accounts_grow BEFORE UPDATE ON ledger_accounts
FOR EACH ROW EXECUTE FUNCTION ledger_require_growth();
