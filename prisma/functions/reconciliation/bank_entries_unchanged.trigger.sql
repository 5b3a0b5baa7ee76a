-- Entries stay as the bank booked them, and what was settled stays settled.
CREATE OR REPLACE TRIGGER bank_entries_unchanged BEFORE UPDATE ON bank_entries FOR EACH ROW
  WHEN ((OLD.statement_id, OLD.provider, OLD.currency, OLD.entry_ref, OLD.booked_at, OLD.amount_minor, OLD.kind, OLD.reference)
    IS DISTINCT FROM (NEW.statement_id, NEW.provider, NEW.currency, NEW.entry_ref, NEW.booked_at, NEW.amount_minor, NEW.kind, NEW.reference)
    OR OLD.status <> 'OPEN')
  EXECUTE FUNCTION bank_entries_stay();
