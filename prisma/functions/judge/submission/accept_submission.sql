-- Takes a submission in: key, admission, row, task and the wake-up that it is owed, in one transaction and one round trip, which is why it is
-- not several statements.
-- outcome: created (with ahead) | replay (with the response then) | mismatch | in_progress | problem_not_found | other_language | code_too_large (with
-- code_limit) | below_floor (with cpu_limit_ms and memory_limit) | user_queue_full | queue_full (with ahead) | draining
-- Refusals leave nothing behind. The floor is what the language needs to start, null where nobody measured it.
-- Locks: the key, then the user's line.
CREATE OR REPLACE FUNCTION accept_submission(
  p_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int, p_key text, p_fingerprint text,
  p_class int, p_depth_limit int, p_user_depth_limit int, p_floor_cpu_ms float8, p_floor_memory_bytes float8,
  p_wake_id uuid, p_wake_name text, p_wake jsonb,
  OUT outcome text, OUT response jsonb, OUT ahead int, OUT code_limit int, OUT cpu_limit_ms int, OUT memory_limit bigint
)
LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_problem record;
BEGIN
  SELECT * INTO v_claim FROM claim_idempotency_key(p_user_id, p_key, p_fingerprint);
  IF v_claim.outcome <> 'claimed' THEN
    outcome := v_claim.outcome;
    response := v_claim.response;
    RETURN;
  END IF;
  SELECT p.id, p.current_version, v.code_bytes, v.cpu_ms, v.memory_bytes, v.languages,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version) AS tests
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE (p.slug = p_problem OR p.id = as_uuid(p_problem)) AND sees_problem(p, p_user_id);
  code_limit := v_problem.code_bytes;
  cpu_limit_ms := v_problem.cpu_ms;
  memory_limit := v_problem.memory_bytes;
  outcome := CASE
    WHEN v_problem.id IS NULL THEN 'problem_not_found'
    WHEN NOT v_problem.languages ? p_language THEN 'other_language'
    WHEN p_code_bytes > v_problem.code_bytes THEN 'code_too_large'
    WHEN p_floor_cpu_ms > v_problem.cpu_ms OR p_floor_memory_bytes > v_problem.memory_bytes THEN 'below_floor'
  END;
  IF outcome IS NULL THEN
    SELECT a.refusal, a.ahead INTO outcome, ahead
      FROM admit_work(p_id, 'submission', p_class, p_user_id, p_language, p_depth_limit, p_user_depth_limit) a;
  END IF;
  IF outcome IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN;
  END IF;
  INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, v_problem.tests);
  INSERT INTO outbox (id, topic, name, payload) VALUES (p_wake_id, 'job', p_wake_name, p_wake);
  -- Read again by whoever sends the key again, the version before included.
  PERFORM settle_idempotency_key(p_user_id, p_key, jsonb_build_object('submissionId', p_id, 'queuePosition', ahead));
  outcome := 'created';
END $$;
