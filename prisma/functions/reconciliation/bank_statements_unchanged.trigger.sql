-- Statements are neither changed nor removed.
CREATE OR REPLACE TRIGGER bank_statements_unchanged BEFORE UPDATE OR DELETE ON bank_statements FOR EACH ROW EXECUTE FUNCTION bank_entries_stay();
