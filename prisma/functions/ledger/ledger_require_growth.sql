-- Sums of an account only grow, and whose and what it is stays.
CREATE OR REPLACE FUNCTION ledger_require_growth() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.role, NEW.owner, NEW.currency, NEW.grows) IS DISTINCT FROM (OLD.id, OLD.role, OLD.owner, OLD.currency, OLD.grows) THEN
    RAISE EXCEPTION 'account % is another one afterwards', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.debits_posted < OLD.debits_posted OR NEW.credits_posted < OLD.credits_posted OR NEW.debits_pending < OLD.debits_pending
    OR NEW.credits_pending < OLD.credits_pending OR NEW.debits_ended < OLD.debits_ended OR NEW.credits_ended < OLD.credits_ended THEN
    RAISE EXCEPTION 'a sum of account % would shrink', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
