-- Not in a course that is archived.
CREATE OR REPLACE TRIGGER course_assignments_open BEFORE INSERT OR UPDATE OR DELETE ON course_assignments FOR EACH ROW EXECUTE FUNCTION course_is_open();
