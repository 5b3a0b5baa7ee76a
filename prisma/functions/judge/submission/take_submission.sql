-- Takes a submission in: key, gate, admission, row, task, the log of its scope and the wake-ups that are owed, in one transaction and one round trip,
-- which is why it is not several statements.
-- outcome: created (with ahead; scope_wakes: the wake-up of the scope was written too) | replay (with the response then) | mismatch | in_progress |
-- problem_not_found | other_language | code_too_large (with code_limit) | below_floor (with cpu_limit_ms and memory_limit) | user_queue_full | queue_full
-- (with ahead) | draining | needs_scope | a refusal of scope_gate (with moment)
-- Refusals leave nothing behind. The floor is what the language needs to start, null where nobody measured it. With a scope the time is that at which
-- its row was locked, so that the log is in the order of time.
-- Locks: the key, then the scope, then the user's line.
CREATE OR REPLACE FUNCTION take_submission(
  p_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int, p_key text, p_fingerprint text,
  p_class int, p_depth_limit int, p_user_depth_limit int, p_floor_cpu_ms float8, p_floor_memory_bytes float8,
  p_wake_id uuid, p_wake_name text, p_wake jsonb, p_scope_id uuid, p_scope_wake_id uuid,
  OUT outcome text, OUT response jsonb, OUT ahead int, OUT code_limit int, OUT cpu_limit_ms int, OUT memory_limit bigint,
  OUT moment timestamptz, OUT scope_wakes boolean
)
LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_problem record;
  v_participant_id uuid;
  v_time_ms bigint;
  v_virtual boolean := false;
  v_at timestamptz;
BEGIN
  SELECT * INTO v_claim FROM claim_idempotency_key(p_user_id, p_key, p_fingerprint);
  IF v_claim.outcome <> 'claimed' THEN
    outcome := v_claim.outcome;
    response := v_claim.response;
    RETURN;
  END IF;
  IF p_scope_id IS NOT NULL THEN
    PERFORM FROM judge_scopes s WHERE s.id = p_scope_id FOR NO KEY UPDATE;
  END IF;
  v_at := date_trunc('milliseconds', clock_timestamp());
  SELECT p.id, p.current_version, v.code_bytes, v.cpu_ms, v.memory_bytes, v.languages,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version) AS tests
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE (p.slug = p_problem OR p.id = as_uuid(p_problem)) AND (p_scope_id IS NOT NULL OR sees_problem(p, p_user_id));
  IF p_scope_id IS NOT NULL THEN
    SELECT g.refusal, g.moment, g.participant_id, g.time_ms, g.virtual INTO outcome, moment, v_participant_id, v_time_ms, v_virtual
      FROM scope_gate(p_scope_id, p_user_id, v_problem.id, p_language, v_at) g;
  ELSIF open_scope_of(v_problem.id, p_user_id, v_at) IS NOT NULL THEN
    outcome := 'needs_scope';
  END IF;
  code_limit := v_problem.code_bytes;
  cpu_limit_ms := v_problem.cpu_ms;
  memory_limit := v_problem.memory_bytes;
  outcome := CASE
    WHEN outcome IS NOT NULL THEN outcome
    WHEN v_problem.id IS NULL THEN 'problem_not_found'
    WHEN NOT v_problem.languages ? p_language THEN 'other_language'
    WHEN p_code_bytes > v_problem.code_bytes THEN 'code_too_large'
    WHEN p_floor_cpu_ms > v_problem.cpu_ms OR p_floor_memory_bytes > v_problem.memory_bytes THEN 'below_floor'
  END;
  IF outcome IS NULL THEN
    -- Who plays for oneself afterwards goes before nobody.
    SELECT a.refusal, a.ahead INTO outcome, ahead
      FROM admit_work(p_id, 'submission', p_class + v_virtual::int, p_user_id, p_language, p_depth_limit, p_user_depth_limit) a;
  END IF;
  IF outcome IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN;
  END IF;
  INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total, submitted_at, scope_id, participant_id, scope_ms)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, v_problem.tests, v_at,
          p_scope_id, v_participant_id, v_time_ms);
  INSERT INTO outbox (id, topic, name, payload) VALUES (p_wake_id, 'job', p_wake_name, p_wake);
  IF p_scope_id IS NOT NULL THEN
    SELECT a.wakes INTO scope_wakes FROM append_scope_log(p_scope_id, ARRAY['submission'], jsonb_build_array(jsonb_build_object('submission', jsonb_build_object(
      'id', p_id, 'participant', v_participant_id, 'problem', v_problem.id, 'time', v_time_ms, 'language', p_language))), v_at, p_scope_wake_id) a;
  END IF;
  -- Read again by whoever sends the key again, the version before included.
  PERFORM settle_idempotency_key(p_user_id, p_key, jsonb_build_object('submissionId', p_id, 'queuePosition', ahead));
  outcome := 'created';
END $$;
