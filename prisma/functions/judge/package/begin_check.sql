-- A program of a package, or without files the package's own check program.
-- Null where there is no such check any more.
-- Locks: the check; the caller has the task.
CREATE OR REPLACE FUNCTION begin_check(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  c package_checks%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE package_checks u SET attempt = t.attempt WHERE u.id = t.id RETURNING * INTO c;
  IF NOT FOUND THEN
    RETURN end_without_subject(t);
  END IF;
  SELECT t.user_id, c.problem_id, c.version, t.language, c.files, jsonb_array_length(m.tests), '[]'::jsonb, m.*
    INTO STRICT w FROM problem_material(c.problem_id, c.version, false) m;
  RETURN w;
END $$;
