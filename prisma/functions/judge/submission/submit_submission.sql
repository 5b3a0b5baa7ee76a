-- keep until 0.3.0: servers of 0.1 take submissions in with it
-- Takes a submission in: key, admission, row, task and wake-up in one transaction.
-- outcome: created | replay | mismatch | in_progress | problem_not_found | code_too_large | below_floor | user_queue_full | queue_full | draining
-- Refusals leave nothing behind. The floor is what the language needs to start, null where nobody measured it.
CREATE OR REPLACE FUNCTION submit_submission(
  p_id uuid, p_job_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int,
  p_key text, p_fingerprint text, p_depth_limit int, p_user_depth_limit int, p_class int DEFAULT 1,
  p_floor_cpu_ms float8 DEFAULT NULL, p_floor_memory_bytes float8 DEFAULT NULL
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_problem record;
  v_refusal text;
  v_ahead int;
  v_answer jsonb;
BEGIN
  SELECT * INTO v_claim FROM claim_idempotency_key(p_user_id, p_key, p_fingerprint);
  IF v_claim.outcome <> 'claimed' THEN
    RETURN coalesce(v_claim.response, '{}') || jsonb_build_object('outcome', v_claim.outcome);
  END IF;
  SELECT p.id, p.current_version, v.code_bytes, v.cpu_ms, v.memory_bytes,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version) AS tests
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE (p.slug = p_problem OR p.id = as_uuid(p_problem)) AND sees_problem(p, p_user_id)
     -- It knows no scopes: where one is open, it is no practice.
     AND open_scope_of(p.id, p_user_id, clock_timestamp()) IS NULL;
  v_refusal := CASE
    WHEN v_problem.id IS NULL THEN 'problem_not_found'
    WHEN p_code_bytes > v_problem.code_bytes THEN 'code_too_large'
    WHEN p_floor_cpu_ms > v_problem.cpu_ms OR p_floor_memory_bytes > v_problem.memory_bytes THEN 'below_floor'
  END;
  IF v_refusal IS NULL THEN
    SELECT a.refusal, a.ahead INTO v_refusal, v_ahead
      FROM admit_task(p_id, p_job_id, 'submission', p_class, p_user_id, p_language, p_depth_limit, p_user_depth_limit) a;
  END IF;
  IF v_refusal IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN jsonb_build_object('outcome', v_refusal, 'codeLimit', v_problem.code_bytes, 'ahead', v_ahead,
      'limits', jsonb_build_object('cpuMs', v_problem.cpu_ms, 'memoryBytes', v_problem.memory_bytes));
  END IF;
  INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, v_problem.tests);
  v_answer := jsonb_build_object('submissionId', p_id, 'queuePosition', v_ahead);
  PERFORM settle_idempotency_key(p_user_id, p_key, v_answer);
  RETURN v_answer || '{"outcome":"created"}';
END $$;
