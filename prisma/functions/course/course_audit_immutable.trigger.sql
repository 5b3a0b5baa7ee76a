-- An entry is written once.
CREATE OR REPLACE TRIGGER course_audit_immutable BEFORE UPDATE ON course_audit FOR EACH ROW EXECUTE FUNCTION course_audit_stays();
