-- Not in a course that is archived; name and address go with an account all the same.
CREATE OR REPLACE TRIGGER course_students_open BEFORE INSERT OR DELETE OR UPDATE OF group_name, removed_at ON course_students FOR EACH ROW EXECUTE FUNCTION course_is_open();
