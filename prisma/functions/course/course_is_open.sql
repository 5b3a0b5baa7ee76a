-- What is archived stays as it is: nobody comes or goes, nothing is set or graded. Names and addresses still go with their accounts.
CREATE OR REPLACE FUNCTION course_is_open() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_row jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  v_course uuid := coalesce((v_row ->> 'course_id')::uuid, (SELECT a.course_id FROM course_assignments a WHERE a.id = (v_row ->> 'assignment_id')::uuid));
BEGIN
  IF EXISTS (SELECT FROM courses c WHERE c.id = v_course AND c.archived_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the course % is archived', v_course;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
