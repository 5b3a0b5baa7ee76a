-- Begins an attempt: nothing is left of the ones before.
-- Null where there is no such submission any more.
-- Locks: the submission; the caller has the task.
CREATE OR REPLACE FUNCTION begin_submission(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  s submissions%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE submissions u SET status = 'COMPILING', attempt = t.attempt, started_at = t.started_at, tests_done = 0, compile = NULL
   WHERE u.id = t.id RETURNING * INTO s;
  IF NOT FOUND THEN
    RETURN end_without_subject(t);
  END IF;
  IF t.attempt > 1 THEN
    DELETE FROM submission_tests d WHERE d.submission_id = t.id;
  END IF;
  SELECT s.user_id, s.problem_id, s.problem_version, s.language, s.files, s.tests_total, '[]'::jsonb, m.*
    INTO STRICT w FROM problem_material(s.problem_id, s.problem_version, false) m;
  RETURN w;
END $$;
