-- Begins an attempt: nothing is left of the ones before. A run needs no problem, and of one no more than its samples.
-- Null where there is no such run any more: its owner has deleted their account.
-- Locks: the run; the caller has the task.
CREATE OR REPLACE FUNCTION begin_run(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  r runs%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE runs u SET status = 'COMPILING', attempt = t.attempt, cases = '[]' WHERE u.id = t.id RETURNING * INTO r;
  IF NOT FOUND THEN
    RETURN end_without_subject(t);
  END IF;
  SELECT r.user_id, r.problem_id, r.problem_version, r.language, r.files, r.cases_total, r.inputs,
         m.cpu_ms, m.memory_bytes, m.output_bytes, m.judging, m.programs, CASE WHEN r.samples THEN m.tests END
    INTO w FROM (SELECT) one LEFT JOIN problem_material(r.problem_id, r.problem_version, true) m ON true;
  RETURN w;
END $$;
