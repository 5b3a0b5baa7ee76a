-- Takes a run in, as accept_submission does a submission: the same outcomes, and no_samples. A problem need not be named.
-- Locks: the key, then the user's line.
CREATE OR REPLACE FUNCTION accept_run(
  p_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int, p_inputs jsonb, p_samples boolean,
  p_key text, p_fingerprint text, p_class int, p_depth_limit int, p_user_depth_limit int,
  p_floor_cpu_ms float8, p_floor_memory_bytes float8, p_wake_id uuid, p_wake_name text, p_wake jsonb,
  OUT outcome text, OUT response jsonb, OUT ahead int, OUT code_limit int, OUT cpu_limit_ms int, OUT memory_limit bigint
)
LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_problem record;
  v_cases int := jsonb_array_length(p_inputs);
BEGIN
  SELECT * INTO v_claim FROM claim_idempotency_key(p_user_id, p_key, p_fingerprint);
  IF v_claim.outcome <> 'claimed' THEN
    outcome := v_claim.outcome;
    response := v_claim.response;
    RETURN;
  END IF;
  SELECT p.id, p.current_version, v.code_bytes, v.cpu_ms, v.memory_bytes,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version AND t.sample) AS samples
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE (p.slug = p_problem OR p.id = as_uuid(p_problem)) AND sees_problem(p, p_user_id);
  IF p_samples THEN
    v_cases := v_cases + coalesce(v_problem.samples, 0);
  END IF;
  code_limit := v_problem.code_bytes;
  cpu_limit_ms := v_problem.cpu_ms;
  memory_limit := v_problem.memory_bytes;
  outcome := CASE
    WHEN p_problem IS NOT NULL AND v_problem.id IS NULL THEN 'problem_not_found'
    WHEN p_code_bytes > v_problem.code_bytes THEN 'code_too_large'
    WHEN p_floor_cpu_ms > v_problem.cpu_ms OR p_floor_memory_bytes > v_problem.memory_bytes THEN 'below_floor'
    WHEN v_cases = 0 THEN 'no_samples'
  END;
  IF outcome IS NULL THEN
    SELECT a.refusal, a.ahead INTO outcome, ahead
      FROM admit_work(p_id, 'run', p_class, p_user_id, p_language, p_depth_limit, p_user_depth_limit) a;
  END IF;
  IF outcome IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN;
  END IF;
  INSERT INTO runs (id, user_id, problem_id, problem_version, language, files, inputs, samples, cases_total)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, p_inputs, p_samples, v_cases);
  INSERT INTO outbox (id, topic, name, payload) VALUES (p_wake_id, 'job', p_wake_name, p_wake);
  -- Read again by whoever sends the key again, the version before included.
  PERFORM settle_idempotency_key(p_user_id, p_key, jsonb_build_object('runId', p_id, 'queuePosition', ahead));
  outcome := 'created';
END $$;
