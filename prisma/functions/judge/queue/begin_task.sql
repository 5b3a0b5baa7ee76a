-- keep until 0.3.0: claim_next, for workers of 0.1
-- Starts what a claimed task is about and returns what a judge needs for it. Results of an earlier attempt are gone: its judge lost the task.
-- Locks: the task (the caller's), then the row that it is about.
CREATE OR REPLACE FUNCTION begin_task(t judge_tasks) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  s submissions%ROWTYPE;
  r runs%ROWTYPE;
  j rejudge_results%ROWTYPE;
  c package_checks%ROWTYPE;
  v_material jsonb;
BEGIN
  CASE t.kind
  WHEN 'submission' THEN
    UPDATE submissions u SET status = 'COMPILING', attempt = t.attempt, started_at = t.started_at, tests_done = 0, compile = NULL
     WHERE u.id = t.id RETURNING * INTO STRICT s;
    IF t.attempt > 1 THEN
      DELETE FROM submission_tests d WHERE d.submission_id = t.id;
    END IF;
    RETURN jsonb_build_object('kind', t.kind, 'submissionId', s.id, 'attempt', t.attempt, 'userId', s.user_id, 'problemId', s.problem_id,
      'language', s.language, 'files', s.files, 'testsTotal', s.tests_total) || judge_material(s.problem_id, s.problem_version);
  WHEN 'run' THEN
    UPDATE runs u SET status = 'COMPILING', attempt = t.attempt, cases = '[]' WHERE u.id = t.id RETURNING * INTO STRICT r;
    v_material := judge_material(r.problem_id, r.problem_version);
    RETURN jsonb_build_object('kind', t.kind, 'runId', r.id, 'attempt', t.attempt, 'userId', r.user_id, 'problemId', r.problem_id,
      'language', r.language, 'files', r.files, 'casesTotal', r.cases_total, 'inputs', r.inputs, 'limits', v_material -> 'limits',
      -- Whether a sample's output can be compared: not where a program of the package decides.
      'compares', NOT EXISTS (SELECT FROM problem_judgings p WHERE p.problem_id = r.problem_id AND p.version = r.problem_version),
      'samples', CASE WHEN r.samples THEN coalesce(jsonb_path_query_array(v_material, '$.tests[*] ? (@.sample == true)'), '[]') ELSE '[]' END);
  WHEN 'rejudge' THEN
    -- Judged like a submission, under the id of its result, by what the problem is now.
    UPDATE rejudge_results u SET attempt = t.attempt, tests = '[]' WHERE u.id = t.id RETURNING * INTO STRICT j;
    SELECT * INTO STRICT s FROM submissions u WHERE u.id = j.submission_id;
    RETURN jsonb_build_object('kind', t.kind, 'submissionId', j.id, 'attempt', t.attempt, 'userId', s.user_id, 'problemId', s.problem_id,
      'language', s.language, 'files', s.files, 'testsTotal', j.tests_total) || judge_material(s.problem_id, j.problem_version);
  WHEN 'check' THEN
    UPDATE package_checks u SET attempt = t.attempt WHERE u.id = t.id RETURNING * INTO STRICT c;
    v_material := judge_material(c.problem_id, c.version);
    RETURN jsonb_build_object('kind', t.kind, 'submissionId', c.id, 'attempt', t.attempt, 'userId', t.user_id, 'problemId', c.problem_id,
      'language', t.language, 'files', c.files, 'testsTotal', jsonb_array_length(v_material -> 'tests')) || v_material;
  END CASE;
END $$;
