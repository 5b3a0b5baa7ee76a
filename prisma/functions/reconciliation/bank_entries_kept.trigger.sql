-- Entries are never removed.
CREATE OR REPLACE TRIGGER bank_entries_kept BEFORE DELETE ON bank_entries FOR EACH ROW EXECUTE FUNCTION bank_entries_stay();
