-- Judged like a submission, under the id of its result, by what the problem is now.
-- Null where there is no such result any more.
-- Locks: the result; the caller has the task.
CREATE OR REPLACE FUNCTION begin_rejudge(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  j rejudge_results%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE rejudge_results u SET attempt = t.attempt, tests = '[]' WHERE u.id = t.id RETURNING * INTO j;
  IF NOT FOUND THEN
    RETURN end_without_subject(t);
  END IF;
  SELECT s.user_id, s.problem_id, j.problem_version, s.language, s.files, j.tests_total, '[]'::jsonb, m.*
    INTO STRICT w FROM submissions s CROSS JOIN LATERAL problem_material(s.problem_id, j.problem_version, false) m WHERE s.id = j.submission_id;
  RETURN w;
END $$;
