-- The hot statements of the judge: each is one round trip, holds its rows as briefly as can be,
-- and guards itself (status, attempt), so that it may be called twice, late or by two at once.

-- The UUID a text spells, or null: for addresses that take an id or a name.
CREATE FUNCTION as_uuid(p_text text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN p_text ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN p_text::uuid END
$$;

-- Takes a submission in: idempotency, admission, row and outbox row in one transaction.
-- outcome: created | replayed | mismatch | problem_not_found | code_too_large | user_queue_full | queue_full
-- Refusals leave nothing behind.
CREATE FUNCTION submit_submission(
  p_id uuid, p_job_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int,
  p_key text, p_fingerprint text, p_depth_limit int, p_user_depth_limit int
) RETURNS TABLE (outcome text, submission_id uuid, problem_id uuid, queue_position int, code_limit int)
LANGUAGE plpgsql AS $$
DECLARE
  v_problem record;
  v_known record;
  v_waiting int;
  v_user_waiting int;
BEGIN
  IF p_key IS NOT NULL THEN
    -- A second request with the key waits here until the first has committed or rolled back.
    INSERT INTO idempotency_keys (owner_id, key, fingerprint) VALUES (p_user_id, p_key, p_fingerprint) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      SELECT k.fingerprint, k.response INTO v_known FROM idempotency_keys k WHERE k.owner_id = p_user_id AND k.key = p_key;
      IF v_known.fingerprint <> p_fingerprint THEN
        RETURN QUERY SELECT 'mismatch'::text, NULL::uuid, NULL::uuid, NULL::int, NULL::int;
      ELSE
        RETURN QUERY SELECT 'replayed'::text, (v_known.response ->> 'submissionId')::uuid, (v_known.response ->> 'problemId')::uuid,
          (v_known.response ->> 'queuePosition')::int, NULL::int;
      END IF;
      RETURN;
    END IF;
  END IF;

  SELECT p.id, p.current_version, v.code_bytes,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version) AS tests
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE p.slug = p_problem OR p.id = as_uuid(p_problem);

  IF v_problem IS NULL THEN
    DELETE FROM idempotency_keys k WHERE k.owner_id = p_user_id AND k.key = p_key;
    RETURN QUERY SELECT 'problem_not_found'::text, NULL::uuid, NULL::uuid, NULL::int, NULL::int;
    RETURN;
  ELSIF p_code_bytes > v_problem.code_bytes THEN
    DELETE FROM idempotency_keys k WHERE k.owner_id = p_user_id AND k.key = p_key;
    RETURN QUERY SELECT 'code_too_large'::text, NULL::uuid, v_problem.id, NULL::int, v_problem.code_bytes;
    RETURN;
  END IF;

  SELECT count(*)::int INTO v_user_waiting
    FROM (SELECT FROM submissions s WHERE s.status = 'QUEUED' AND s.user_id = p_user_id LIMIT p_user_depth_limit) w;
  SELECT count(*)::int INTO v_waiting FROM (SELECT FROM submissions s WHERE s.status = 'QUEUED' LIMIT p_depth_limit) w;
  IF v_waiting >= p_depth_limit OR v_user_waiting >= p_user_depth_limit THEN
    DELETE FROM idempotency_keys k WHERE k.owner_id = p_user_id AND k.key = p_key;
    RETURN QUERY SELECT CASE WHEN v_waiting >= p_depth_limit THEN 'queue_full' ELSE 'user_queue_full' END, NULL::uuid, v_problem.id, v_waiting, NULL::int;
    RETURN;
  END IF;

  INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, v_problem.tests);
  INSERT INTO outbox (id, topic, name, payload)
  VALUES (p_job_id, 'job', 'submission.judge', jsonb_build_object('submissionId', p_id));
  IF p_key IS NOT NULL THEN
    UPDATE idempotency_keys k
       SET response = jsonb_build_object('submissionId', p_id, 'problemId', v_problem.id, 'queuePosition', v_waiting)
     WHERE k.owner_id = p_user_id AND k.key = p_key;
  END IF;
  RETURN QUERY SELECT 'created'::text, p_id, v_problem.id, v_waiting, NULL::int;
END $$;

-- Takes a submission to judge it: QUEUED, or held by a judge whose lease ran out. Raises the attempt, which fences the earlier holder.
-- outcome: claimed (with everything needed to judge) | held (with retryInMs) | ended | missing
CREATE FUNCTION claim_submission(p_id uuid, p_worker text, p_lease_seconds float8) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v submissions%ROWTYPE;
  v_version problem_versions%ROWTYPE;
BEGIN
  UPDATE submissions s
     SET status = 'COMPILING', attempt = s.attempt + 1, worker_id = p_worker, started_at = clock_timestamp(),
         lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds), tests_done = 0
   WHERE s.id = p_id AND (s.status = 'QUEUED' OR (s.status IN ('COMPILING', 'RUNNING') AND s.lease_until < clock_timestamp()))
   RETURNING * INTO v;
  IF NOT FOUND THEN
    SELECT * INTO v FROM submissions s WHERE s.id = p_id;
    RETURN CASE
      WHEN v.id IS NULL THEN jsonb_build_object('outcome', 'missing')
      WHEN v.lease_until IS NOT NULL THEN jsonb_build_object('outcome', 'held',
        'retryInMs', greatest(100, ceil(extract(epoch FROM v.lease_until - clock_timestamp()) * 1000)))
      ELSE jsonb_build_object('outcome', 'ended')
    END;
  END IF;
  IF v.attempt > 1 THEN
    DELETE FROM submission_tests t WHERE t.submission_id = p_id;
  END IF;
  SELECT * INTO v_version FROM problem_versions pv WHERE pv.problem_id = v.problem_id AND pv.version = v.problem_version;
  RETURN jsonb_build_object(
    'outcome', 'claimed', 'submissionId', v.id, 'attempt', v.attempt, 'userId', v.user_id, 'problemId', v.problem_id,
    'language', v.language, 'files', v.files, 'testsTotal', v.tests_total,
    'limits', jsonb_build_object('cpuMs', v_version.cpu_ms, 'memoryBytes', v_version.memory_bytes, 'outputBytes', v_version.output_bytes),
    'tests', coalesce((
      SELECT jsonb_agg(jsonb_build_object('ordinal', t.ordinal, 'name', t.name, 'sample', t.sample, 'inputHash', t.input_hash, 'answerHash', t.answer_hash,
        'validatorFlags', coalesce(t.validator_flags, to_jsonb(v_version.validator_flags))) ORDER BY t.ordinal)
        FROM problem_tests t WHERE t.problem_id = v.problem_id AND t.version = v.problem_version), '[]'::jsonb));
END $$;

-- Adds results of tests; the callers hold the row of the submission and have checked the attempt.
CREATE FUNCTION add_submission_tests(p_id uuid, p_attempt int, p_tests jsonb) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO submission_tests (submission_id, ordinal, attempt, name, sample, verdict, reason, cpu_ms, wall_ms, memory_bytes, evidence, feedback)
  SELECT p_id, t.ordinal, p_attempt, t.name, t.sample, t.verdict, t.reason, t."cpuMs", t."wallMs", t."memoryBytes", t.evidence, t.feedback
    FROM jsonb_to_recordset(p_tests) AS t(ordinal int, name text, sample boolean, verdict text, reason text,
      "cpuMs" float8, "wallMs" float8, "memoryBytes" bigint, evidence jsonb, feedback jsonb)
  ON CONFLICT (submission_id, ordinal) DO NOTHING
$$;

-- Notes how far an attempt is and renews its lease; false when it is no longer the one that judges.
CREATE FUNCTION progress_submission(p_id uuid, p_attempt int, p_status text, p_tests_done int, p_tests jsonb, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE submissions s
     SET status = p_status, tests_done = p_tests_done, lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
   WHERE s.id = p_id AND s.attempt = p_attempt AND s.status IN ('COMPILING', 'RUNNING');
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM add_submission_tests(p_id, p_attempt, p_tests);
  RETURN true;
END $$;

-- Writes the verdict, once: zero rows changed means the attempt was overtaken or cancelled, and nothing of it stays.
CREATE FUNCTION finish_submission(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v submissions%ROWTYPE;
BEGIN
  UPDATE submissions s
     SET status = p_status, reason = p_reason, cpu_ms = p_cpu_ms, memory_bytes = p_memory_bytes, compile_log = p_compile_log,
         tests_done = p_tests_done, lease_until = NULL, finished_at = clock_timestamp()
   WHERE s.id = p_id AND s.attempt = p_attempt AND s.status IN ('COMPILING', 'RUNNING')
   RETURNING * INTO v;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM add_submission_tests(p_id, p_attempt, p_tests);
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  IF p_status <> 'IE' THEN
    INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
    VALUES (v.user_id, v.problem_id, CASE WHEN p_status = 'AC' THEN 'solved' ELSE 'tried' END, CASE WHEN p_status = 'AC' THEN clock_timestamp() END)
    ON CONFLICT (user_id, problem_id) DO UPDATE SET state = 'solved', solved_at = excluded.solved_at
      WHERE u.state = 'tried' AND excluded.state = 'solved';
    -- The one row that many share, so it comes last.
    UPDATE problems p SET judged = p.judged + 1, accepted = p.accepted + (p_status = 'AC')::int WHERE p.id = v.problem_id;
  END IF;
  RETURN true;
END $$;

-- Gives a claim back unjudged (a worker that stops in good order).
CREATE FUNCTION release_submission(p_id uuid, p_attempt int) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE submissions s SET status = 'QUEUED', worker_id = NULL, lease_until = NULL, started_at = NULL, tests_done = 0
   WHERE s.id = p_id AND s.attempt = p_attempt AND s.status IN ('COMPILING', 'RUNNING');
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM submission_tests t WHERE t.submission_id = p_id;
  RETURN true;
END $$;

-- Renews what a worker holds; returns the ids it still holds.
CREATE FUNCTION renew_submissions(p_ids uuid[], p_attempts int[], p_lease_seconds float8) RETURNS SETOF uuid
LANGUAGE sql AS $$
  UPDATE submissions s SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    FROM unnest(p_ids, p_attempts) AS held(id, attempt)
   WHERE s.id = held.id AND s.attempt = held.attempt AND s.status IN ('COMPILING', 'RUNNING')
  RETURNING s.id
$$;

-- outcome: cancelled | ended | missing. The judge that holds it learns at its next write that it lost it.
CREATE FUNCTION cancel_submission(p_id uuid, p_user_id uuid, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE submissions s SET status = 'CANCELLED', lease_until = NULL, finished_at = clock_timestamp(), attempt = s.attempt + 1
   WHERE s.id = p_id AND s.user_id = p_user_id AND s.status IN ('QUEUED', 'COMPILING', 'RUNNING');
  IF FOUND THEN
    INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
    RETURN 'cancelled';
  END IF;
  RETURN CASE WHEN EXISTS (SELECT FROM submissions s WHERE s.id = p_id AND s.user_id = p_user_id) THEN 'ended' ELSE 'missing' END;
END $$;
