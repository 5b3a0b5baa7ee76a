-- Taking work in, for every kind that is admitted one by one: the key, the limits, the place in the queue, the task and its wake-up.

-- The turn of a user's next task in a class (start-time fair queuing; see docs/adr/0006).
-- The caller holds the user's lock, or requests sent together would share a turn.
CREATE FUNCTION next_turn(p_class int, p_user_id uuid) RETURNS bigint
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_sort = off SET enable_bitmapscan = off AS $$
  SELECT greatest(
    coalesce((SELECT t.turn + 1 FROM judge_tasks t WHERE t.user_id = p_user_id AND t.class = p_class AND t.status <> 'ENDED'
               ORDER BY t.turn DESC LIMIT 1), 0),
    coalesce((SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status <> 'QUEUED' ORDER BY t.turn DESC LIMIT 1),
             (SELECT t.turn FROM judge_tasks t WHERE t.class = p_class AND t.status = 'QUEUED' ORDER BY t.turn LIMIT 1), 0))
$$;

CREATE OR REPLACE FUNCTION enqueue_task(p_id uuid, p_kind text, p_class int, p_user_id uuid, p_language text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  VALUES (p_id, p_kind, p_class, next_turn(p_class, p_user_id), p_user_id, p_language);
END $$;

-- Puts a task at the end of its user's line with its wake-up, or says why not: draining | queue_full | user_queue_full.
-- One pass over those that wait in its class and the classes before it answers all there is to know: how many there are, how many
-- are the user's own, and how many go first. One request of a user at a time from here to its commit, or requests sent together
-- would all see the same number waiting.
CREATE FUNCTION admit_task(
  p_id uuid, p_job_id uuid, p_kind text, p_class int, p_user_id uuid, p_language text, p_depth_limit int, p_user_depth_limit int,
  OUT refusal text, OUT ahead int
)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_sort = off SET enable_bitmapscan = off AS $$
DECLARE
  v_turn bigint;
  v_waiting int;
  v_own int;
BEGIN
  IF (SELECT c.draining FROM judge_control c) THEN
    refusal := 'draining';
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  v_turn := next_turn(p_class, p_user_id);
  SELECT count(*) FILTER (WHERE q.class = p_class), count(*) FILTER (WHERE q.class = p_class AND q.user_id = p_user_id),
         least(10000, count(*) FILTER (WHERE q.class < p_class OR (q.turn, q.id) < (v_turn, p_id)))
    INTO v_waiting, v_own, ahead
    FROM judge_tasks q WHERE q.status = 'QUEUED' AND q.class <= p_class;
  refusal := CASE WHEN v_waiting >= p_depth_limit THEN 'queue_full' WHEN v_own >= p_user_depth_limit THEN 'user_queue_full' END;
  IF refusal IS NULL THEN
    INSERT INTO judge_tasks (id, kind, class, turn, user_id, language) VALUES (p_id, p_kind, p_class, v_turn, p_user_id, p_language);
    INSERT INTO outbox (id, topic, name, payload) VALUES (p_job_id, 'job', 'judge.wake', jsonb_build_object('taskId', p_id));
  END IF;
END $$;

DROP FUNCTION submit_submission(uuid, uuid, uuid, text, text, jsonb, int, text, text, int, int, int);

-- Takes a submission in: key, admission, row, task and wake-up in one transaction.
-- outcome: created | replay | mismatch | in_progress | problem_not_found | code_too_large | user_queue_full | queue_full | draining
-- Refusals leave nothing behind.
CREATE FUNCTION submit_submission(
  p_id uuid, p_job_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int,
  p_key text, p_fingerprint text, p_depth_limit int, p_user_depth_limit int, p_class int DEFAULT 1
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
  SELECT p.id, p.current_version, v.code_bytes,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version) AS tests
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE p.slug = p_problem OR p.id = as_uuid(p_problem);
  v_refusal := CASE WHEN v_problem.id IS NULL THEN 'problem_not_found' WHEN p_code_bytes > v_problem.code_bytes THEN 'code_too_large' END;
  IF v_refusal IS NULL THEN
    SELECT a.refusal, a.ahead INTO v_refusal, v_ahead
      FROM admit_task(p_id, p_job_id, 'submission', p_class, p_user_id, p_language, p_depth_limit, p_user_depth_limit) a;
  END IF;
  IF v_refusal IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN jsonb_build_object('outcome', v_refusal, 'codeLimit', v_problem.code_bytes, 'ahead', v_ahead);
  END IF;
  INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, v_problem.tests);
  v_answer := jsonb_build_object('submissionId', p_id, 'queuePosition', v_ahead);
  PERFORM settle_idempotency_key(p_user_id, p_key, v_answer);
  RETURN v_answer || '{"outcome":"created"}';
END $$;

-- outcome: as for submissions, and no_samples
CREATE OR REPLACE FUNCTION create_run(
  p_id uuid, p_job_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int, p_inputs jsonb, p_samples boolean,
  p_key text, p_fingerprint text, p_depth_limit int, p_user_depth_limit int
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_problem record;
  v_cases int := jsonb_array_length(p_inputs);
  v_refusal text;
  v_ahead int;
  v_answer jsonb;
BEGIN
  SELECT * INTO v_claim FROM claim_idempotency_key(p_user_id, p_key, p_fingerprint);
  IF v_claim.outcome <> 'claimed' THEN
    RETURN coalesce(v_claim.response, '{}') || jsonb_build_object('outcome', v_claim.outcome);
  END IF;
  SELECT p.id, p.current_version, v.code_bytes,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version AND t.sample) AS samples
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE p.slug = p_problem OR p.id = as_uuid(p_problem);
  IF p_samples THEN
    v_cases := v_cases + coalesce(v_problem.samples, 0);
  END IF;
  v_refusal := CASE
    WHEN p_problem IS NOT NULL AND v_problem.id IS NULL THEN 'problem_not_found'
    WHEN p_code_bytes > v_problem.code_bytes THEN 'code_too_large'
    WHEN v_cases = 0 THEN 'no_samples'
  END;
  IF v_refusal IS NULL THEN
    SELECT a.refusal, a.ahead INTO v_refusal, v_ahead
      FROM admit_task(p_id, p_job_id, 'run', 2, p_user_id, p_language, p_depth_limit, p_user_depth_limit) a;
  END IF;
  IF v_refusal IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN jsonb_build_object('outcome', v_refusal, 'codeLimit', v_problem.code_bytes, 'ahead', v_ahead);
  END IF;
  INSERT INTO runs (id, user_id, problem_id, problem_version, language, files, inputs, samples, cases_total)
  VALUES (p_id, p_user_id, v_problem.id, v_problem.current_version, p_language, p_files, p_inputs, p_samples, v_cases);
  v_answer := jsonb_build_object('runId', p_id, 'queuePosition', v_ahead);
  PERFORM settle_idempotency_key(p_user_id, p_key, v_answer);
  RETURN v_answer || '{"outcome":"created"}';
END $$;

-- Judges again, in the shadow and by what each problem is now, all judged submissions that fit. They queue as the setter's own work.
-- outcome: created | replay | mismatch | in_progress | nothing | too_many | draining
CREATE OR REPLACE FUNCTION create_rejudge(
  p_id uuid, p_job_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_submission_id uuid, p_status text, p_max int, p_wakes int,
  p_key text, p_fingerprint text
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_refusal text;
  v_total int;
  v_first bigint;
  v_answer jsonb;
BEGIN
  SELECT * INTO v_claim FROM claim_idempotency_key(p_user_id, p_key, p_fingerprint);
  IF v_claim.outcome <> 'claimed' THEN
    RETURN coalesce(v_claim.response, '{}') || jsonb_build_object('outcome', v_claim.outcome);
  END IF;
  SELECT count(*)::int INTO v_total FROM (
    SELECT FROM submissions s
     WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
       AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
       AND (p_status IS NULL OR s.status = p_status) LIMIT p_max + 1) w;
  v_refusal := CASE
    WHEN (SELECT c.draining FROM judge_control c) THEN 'draining'
    WHEN v_total = 0 THEN 'nothing'
    WHEN v_total > p_max THEN 'too_many'
  END;
  IF v_refusal IS NOT NULL THEN
    PERFORM settle_idempotency_key(p_user_id, p_key, NULL);
    RETURN jsonb_build_object('outcome', v_refusal);
  END IF;
  INSERT INTO rejudges (id, created_by, problem_id, language, submission_id, had_status, total)
  VALUES (p_id, p_user_id, p_problem_id, p_language, p_submission_id, p_status, v_total);
  INSERT INTO rejudge_results (id, rejudge_id, submission_id, problem_version, tests_total, old_status, old_attempt)
  SELECT gen_random_uuid(), p_id, s.id, p.current_version,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version), s.status, s.attempt
    FROM submissions s JOIN problems p ON p.id = s.problem_id
   WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
     AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
     AND (p_status IS NULL OR s.status = p_status)
   ORDER BY s.id LIMIT v_total;
  -- Between the count and the insert a submission may have ended or been taken up.
  UPDATE rejudges r SET total = (SELECT count(*) FROM rejudge_results e WHERE e.rejudge_id = p_id) WHERE r.id = p_id RETURNING r.total INTO v_total;

  -- All at once instead of by enqueue_task one by one: the same turns.
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  v_first := next_turn(3, p_user_id);
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  SELECT e.id, 'rejudge', 3, v_first + row_number() OVER (ORDER BY e.submission_id) - 1, p_user_id, s.language
    FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id WHERE e.rejudge_id = p_id;
  -- A few wake-ups start idle slots; whoever finds work goes on by itself.
  INSERT INTO outbox (id, topic, name, payload)
  SELECT gen_random_uuid(), 'job', 'judge.wake', jsonb_build_object('taskId', e.id) FROM rejudge_results e WHERE e.rejudge_id = p_id LIMIT p_wakes;
  v_answer := jsonb_build_object('rejudgeId', p_id, 'total', v_total);
  PERFORM settle_idempotency_key(p_user_id, p_key, v_answer);
  RETURN v_answer || '{"outcome":"created"}';
END $$;

DROP FUNCTION refuse_task(int, uuid, int, int);
DROP FUNCTION use_key(uuid, text, text);
DROP FUNCTION answer_key(uuid, text, jsonb);
