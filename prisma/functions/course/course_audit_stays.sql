-- What the staff of a course did stays on record.
CREATE OR REPLACE FUNCTION course_audit_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the records of a course are never changed';
END $$;
