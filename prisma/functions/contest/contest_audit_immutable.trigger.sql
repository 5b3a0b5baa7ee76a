-- An entry is written once.
CREATE OR REPLACE TRIGGER contest_audit_immutable BEFORE UPDATE ON contest_audit FOR EACH ROW EXECUTE FUNCTION contest_audit_stays();
