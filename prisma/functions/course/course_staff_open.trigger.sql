-- Not in a course that is archived.
CREATE OR REPLACE TRIGGER course_staff_open BEFORE INSERT OR UPDATE OR DELETE ON course_staff FOR EACH ROW EXECUTE FUNCTION course_is_open();
