-- A task whose run was gone, as its owner had deleted their account, raised in every claim, and so stopped all runs of its language; once its lease was over, everything. It is
-- ended instead, as are those of the other kinds.

-- They may call each other.
SET LOCAL check_function_bodies = off;

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

-- Ends a claimed task whose subject is gone, for a begin_… to return: one that raised would stay first of its class, or of all once its lease is over, and nothing
-- behind it would be judged any more.
-- Locks: nothing; the caller has the task.
CREATE OR REPLACE FUNCTION end_without_subject(t judge_tasks) RETURNS judge_work
LANGUAGE sql AS $$
  UPDATE judge_tasks q SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp() WHERE q.id = t.id;
  SELECT NULL::judge_work;
$$;

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

-- A job of a setter's: what was asked, where its last slice ended, and the files that are kept for it.
-- Null where there is no such job or version any more.
-- Locks: the job; the caller has the task.
CREATE OR REPLACE FUNCTION begin_tool(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  j setter_jobs%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE setter_jobs u SET attempt = t.attempt, status = 'RUNNING' WHERE u.id = t.id RETURNING * INTO j;
  SELECT t.user_id, j.problem_id, j.version, t.language, '[]'::jsonb, 0,
         jsonb_build_object('asked', j.asked, 'state', j.state, 'slices', j.slices, 'material', v.material,
           'files', (SELECT coalesce(jsonb_agg(jsonb_build_object('path', f.path, 'hash', f.hash) ORDER BY f.path), '[]'::jsonb)
                       FROM problem_materials f WHERE f.problem_id = j.problem_id AND f.version = j.version)), m.*
    INTO w
    FROM problem_versions v, problem_material(j.problem_id, j.version, false) m
   WHERE v.problem_id = j.problem_id AND v.version = j.version;
  IF NOT FOUND THEN
    RETURN end_without_subject(t);
  END IF;
  RETURN w;
END $$;

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
