-- The queue's statements. Locks are taken in one order everywhere: idempotency key, user, task, then what the task is about.

-- Puts a task at the end of its user's line (start-time fair queuing: Goyal, Vin, Cheng 1996, with every task of weight one).
-- Its turn is one after the user's last open one, or the class's clock (the highest turn taken up so far) where that is later:
-- whoever has nothing open is next in line, however much others have waiting, and nobody saves up turns by being idle.
CREATE FUNCTION enqueue_task(p_id uuid, p_kind text, p_class int, p_user_id uuid, p_language text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  -- One at a time per user, or requests sent together would share a turn.
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  VALUES (p_id, p_kind, p_class, greatest(
    coalesce((SELECT t.turn + 1 FROM judge_tasks t WHERE t.user_id = p_user_id AND t.class = p_class AND t.status <> 'ENDED'
               ORDER BY t.turn DESC LIMIT 1), 0),
    coalesce((SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status <> 'QUEUED' ORDER BY t.turn DESC LIMIT 1),
             (SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status = 'QUEUED' ORDER BY t.turn LIMIT 1), 0)),
    p_user_id, p_language);
END $$;

-- How many are to be taken up before a waiting task, counted to 10,000; null for one that does not wait.
CREATE FUNCTION tasks_ahead(p_id uuid) RETURNS int
LANGUAGE sql STABLE AS $$
  SELECT (SELECT count(*)::int FROM (
            SELECT FROM judge_tasks q
             WHERE q.status = 'QUEUED' AND (q.class, q.turn, q.id) < (t.class, t.turn, t.id) LIMIT 10000) w)
    FROM judge_tasks t WHERE t.id = p_id AND t.status = 'QUEUED'
$$;

-- What judges need of a problem's version: its limits and tests.
CREATE FUNCTION judge_material(p_problem_id uuid, p_version int) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'limits', jsonb_build_object('cpuMs', v.cpu_ms, 'memoryBytes', v.memory_bytes, 'outputBytes', v.output_bytes),
    'tests', coalesce((
      SELECT jsonb_agg(jsonb_build_object('ordinal', t.ordinal, 'name', t.name, 'sample', t.sample, 'inputHash', t.input_hash, 'answerHash', t.answer_hash,
        'validatorFlags', coalesce(t.validator_flags, to_jsonb(v.validator_flags))) ORDER BY t.ordinal)
        FROM problem_tests t WHERE t.problem_id = v.problem_id AND t.version = v.version), '[]'::jsonb))
    FROM problem_versions v WHERE v.problem_id = p_problem_id AND v.version = p_version
$$;

-- Makes a task that was just claimed what its kind needs, and returns everything needed to judge it.
CREATE FUNCTION begin_task(t judge_tasks) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  s submissions%ROWTYPE;
BEGIN
  IF t.kind = 'submission' THEN
    UPDATE submissions u SET status = 'COMPILING', attempt = t.attempt, started_at = t.started_at, tests_done = 0
     WHERE u.id = t.id RETURNING * INTO STRICT s;
    IF t.attempt > 1 THEN
      DELETE FROM submission_tests d WHERE d.submission_id = t.id;
    END IF;
    RETURN jsonb_build_object('kind', t.kind, 'submissionId', s.id, 'attempt', t.attempt, 'userId', s.user_id, 'problemId', s.problem_id,
      'language', s.language, 'files', s.files, 'testsTotal', s.tests_total) || judge_material(s.problem_id, s.problem_version);
  END IF;
  RAISE EXCEPTION 'nobody judges tasks of kind %', t.kind;
END $$;

-- Takes the task that is next for a worker that has these languages. Raises its attempt, which fences the earlier holder.
-- outcome: claimed | none | paused
-- First come tasks whose judge fell silent, for they have waited longest; then the queue's own order. SKIP LOCKED lets any number
-- of workers claim at once without waiting for each other.
-- Classes are strict, but one claim in eight goes to a lower class, in rotation, if its first task has waited for a minute:
-- a flood above slows those below down and does not stop them. Within a class nothing is ever taken out of its order.
CREATE FUNCTION claim_next(p_worker text, p_languages text[], p_lease_seconds float8) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
  v_id uuid;
  v_count bigint;
  t judge_tasks%ROWTYPE;
BEGIN
  IF (SELECT c.paused FROM judge_control c) THEN
    RETURN jsonb_build_object('outcome', 'paused');
  END IF;
  SELECT q.id INTO v_id FROM judge_tasks q
   WHERE q.status = 'ACTIVE' AND q.lease_until < v_now AND q.language = ANY (p_languages)
   ORDER BY q.lease_until LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF v_id IS NULL THEN
    v_count := nextval('judge_claims');
    IF v_count % 8 = 0 THEN
      SELECT h.id INTO v_id FROM (
        SELECT q.id, q.created_at FROM judge_tasks q
         WHERE q.status = 'QUEUED' AND q.class = 1 + (v_count / 8) % 3 AND q.language = ANY (p_languages)
         ORDER BY q.turn, q.id LIMIT 1 FOR UPDATE SKIP LOCKED) h
       WHERE h.created_at < v_now - interval '60 seconds';
    END IF;
  END IF;
  IF v_id IS NULL THEN
    SELECT q.id INTO v_id FROM judge_tasks q
     WHERE q.status = 'QUEUED' AND q.language = ANY (p_languages)
     ORDER BY q.class, q.turn, q.id LIMIT 1 FOR UPDATE SKIP LOCKED;
  END IF;
  IF v_id IS NULL THEN
    RETURN jsonb_build_object('outcome', 'none');
  END IF;
  UPDATE judge_tasks q
     SET status = 'ACTIVE', attempt = q.attempt + 1, worker_id = p_worker, started_at = v_now,
         lease_until = v_now + make_interval(secs => p_lease_seconds)
   WHERE q.id = v_id RETURNING * INTO t;
  RETURN jsonb_build_object('outcome', 'claimed') || begin_task(t);
END $$;

-- Renews what a worker holds; returns the ids it still holds.
CREATE FUNCTION renew_tasks(p_ids uuid[], p_attempts int[], p_lease_seconds float8) RETURNS SETOF uuid
LANGUAGE sql AS $$
  UPDATE judge_tasks t SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    FROM unnest(p_ids, p_attempts) AS held(id, attempt)
   WHERE t.id = held.id AND t.attempt = held.attempt AND t.status = 'ACTIVE'
  RETURNING t.id
$$;

-- The fence: every effect of a judge begins with one of these two, and has none when it is false.
CREATE FUNCTION keep_task(p_id uuid, p_attempt int, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE';
  RETURN FOUND;
END $$;

CREATE FUNCTION end_task(p_id uuid, p_attempt int) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp()
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE';
  RETURN FOUND;
END $$;

-- Gives a claim back unjudged (a worker that stops in good order). The task keeps its turn.
CREATE FUNCTION release_task(p_id uuid, p_attempt int) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_kind text;
BEGIN
  UPDATE judge_tasks t SET status = 'QUEUED', worker_id = NULL, lease_until = NULL, started_at = NULL
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE' RETURNING t.kind INTO v_kind;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF v_kind = 'submission' THEN
    UPDATE submissions s SET status = 'QUEUED', started_at = NULL, tests_done = 0 WHERE s.id = p_id;
    DELETE FROM submission_tests t WHERE t.submission_id = p_id;
  END IF;
  RETURN true;
END $$;

-- Takes a submission in: idempotency, admission, row, task and wake-up in one transaction.
-- outcome: created | replayed | mismatch | problem_not_found | code_too_large | user_queue_full | queue_full | draining
-- Refusals leave nothing behind.
CREATE FUNCTION submit_submission(
  p_id uuid, p_job_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int,
  p_key text, p_fingerprint text, p_depth_limit int, p_user_depth_limit int, p_class int DEFAULT 1
) RETURNS TABLE (outcome text, submission_id uuid, problem_id uuid, queue_position int, code_limit int)
LANGUAGE plpgsql AS $$
DECLARE
  v_problem record;
  v_known record;
  v_refusal text;
  v_ahead int;
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

  v_refusal := CASE
    WHEN v_problem IS NULL THEN 'problem_not_found'
    WHEN p_code_bytes > v_problem.code_bytes THEN 'code_too_large'
    ELSE refuse_task(p_class, p_user_id, p_depth_limit, p_user_depth_limit)
  END;
  IF v_refusal IS NOT NULL THEN
    DELETE FROM idempotency_keys k WHERE k.owner_id = p_user_id AND k.key = p_key;
    RETURN QUERY SELECT v_refusal, NULL::uuid, v_problem.id, p_depth_limit, v_problem.code_bytes;
    RETURN;
  END IF;

  INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, v_problem.tests);
  PERFORM enqueue_task(p_id, 'submission', p_class, p_user_id, p_language);
  v_ahead := tasks_ahead(p_id);
  INSERT INTO outbox (id, topic, name, payload) VALUES (p_job_id, 'job', 'judge.wake', jsonb_build_object('taskId', p_id));
  IF p_key IS NOT NULL THEN
    UPDATE idempotency_keys k
       SET response = jsonb_build_object('submissionId', p_id, 'problemId', v_problem.id, 'queuePosition', v_ahead)
     WHERE k.owner_id = p_user_id AND k.key = p_key;
  END IF;
  RETURN QUERY SELECT 'created'::text, p_id, v_problem.id, v_ahead, NULL::int;
END $$;

-- Why no task of a class is taken in from a user at the moment; null: it is.
CREATE FUNCTION refuse_task(p_class int, p_user_id uuid, p_depth_limit int, p_user_depth_limit int) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT c.draining FROM judge_control c) THEN
    RETURN 'draining';
  END IF;
  IF (SELECT count(*) FROM (SELECT FROM judge_tasks t WHERE t.class = p_class AND t.status = 'QUEUED' LIMIT p_depth_limit) w) >= p_depth_limit THEN
    RETURN 'queue_full';
  END IF;
  IF (SELECT count(*) FROM (SELECT FROM judge_tasks t WHERE t.user_id = p_user_id AND t.class = p_class AND t.status <> 'ENDED' AND t.status = 'QUEUED'
                             LIMIT p_user_depth_limit) w) >= p_user_depth_limit THEN
    RETURN 'user_queue_full';
  END IF;
  RETURN NULL;
END $$;

-- Notes how far an attempt is and renews its lease; false when it is no longer the one that judges.
CREATE OR REPLACE FUNCTION progress_submission(p_id uuid, p_attempt int, p_status text, p_tests_done int, p_tests jsonb, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT keep_task(p_id, p_attempt, p_lease_seconds) THEN
    RETURN false;
  END IF;
  UPDATE submissions s SET status = p_status, tests_done = p_tests_done WHERE s.id = p_id;
  PERFORM add_submission_tests(p_id, p_attempt, p_tests);
  RETURN true;
END $$;

-- Writes the verdict, once: zero rows changed means the attempt was overtaken or cancelled, and nothing of it stays.
CREATE OR REPLACE FUNCTION finish_submission(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v submissions%ROWTYPE;
BEGIN
  IF NOT end_task(p_id, p_attempt) THEN
    RETURN false;
  END IF;
  UPDATE submissions s
     SET status = p_status, reason = p_reason, cpu_ms = p_cpu_ms, memory_bytes = p_memory_bytes, compile_log = p_compile_log,
         tests_done = p_tests_done, finished_at = clock_timestamp()
   WHERE s.id = p_id
   RETURNING * INTO STRICT v;
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

-- outcome: cancelled | ended | missing. The judge that holds it learns at its next write that it lost it.
CREATE OR REPLACE FUNCTION cancel_submission(p_id uuid, p_user_id uuid, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM submissions s WHERE s.id = p_id AND s.user_id = p_user_id) THEN
    RETURN 'missing';
  END IF;
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp(), attempt = t.attempt + 1
   WHERE t.id = p_id AND t.status <> 'ENDED';
  IF NOT FOUND THEN
    RETURN 'ended';
  END IF;
  UPDATE submissions s SET status = 'CANCELLED', finished_at = clock_timestamp(), attempt = s.attempt + 1 WHERE s.id = p_id;
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  RETURN 'cancelled';
END $$;

-- Gives one process of many a duty for a while, and again to the one that has it; true for whoever has it now.
CREATE FUNCTION take_duty(p_name text, p_holder text, p_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duties AS d (name, holder, until) VALUES (p_name, p_holder, clock_timestamp() + make_interval(secs => p_seconds))
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE d.holder = excluded.holder OR d.until < clock_timestamp();
  RETURN FOUND;
END $$;
