-- The judge's functions return rows; answers, events and jobs are made of them in TypeScript. Those of the version before stay for its
-- servers and workers.

-- What a judge is given of a task beside the task itself, whatever its kind: whose it is, the code, and what a problem's version asks of it.
-- `total` counts tests or cases, `inputs` are a run's own; what a kind has no use for is null or empty.
CREATE TYPE judge_work AS (
  user_id uuid, problem_id uuid, problem_version int, language text, files jsonb, total int, inputs jsonb,
  cpu_ms int, memory_bytes bigint, output_bytes bigint, judging jsonb, programs jsonb, tests jsonb
);

-- What judges need of a problem's version: limits, how it is judged (null for plain pass-fail), its program's files, and its tests or
-- the samples among them. Lists are gathered here because a claim is one row, and one round trip.
-- Locks: nothing.
CREATE OR REPLACE FUNCTION problem_material(p_problem_id uuid, p_version int, p_samples_only boolean)
RETURNS TABLE (cpu_ms int, memory_bytes bigint, output_bytes bigint, judging jsonb, programs jsonb, tests jsonb)
LANGUAGE sql STABLE AS $$
  SELECT v.cpu_ms, v.memory_bytes, v.output_bytes, j.judging,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'hash', f.hash) ORDER BY f.ordinal), '[]'::jsonb)
            FROM problem_programs f WHERE f.problem_id = v.problem_id AND f.version = v.version),
         (SELECT coalesce(jsonb_agg(jsonb_build_object('ordinal', t.ordinal, 'name', t.name, 'sample', t.sample, 'inputHash', t.input_hash,
                   'answerHash', t.answer_hash, 'validatorFlags', coalesce(t.validator_flags, to_jsonb(v.validator_flags))) ORDER BY t.ordinal), '[]'::jsonb)
            FROM problem_tests t WHERE t.problem_id = v.problem_id AND t.version = v.version AND (t.sample OR NOT p_samples_only))
    FROM problem_versions v LEFT JOIN problem_judgings j ON j.problem_id = v.problem_id AND j.version = v.version
   WHERE v.problem_id = p_problem_id AND v.version = p_version
$$;

-- Takes the task that is next for a worker that has these languages. Raises its attempt, which fences the earlier holder.
-- outcome: claimed | none | paused
-- First come tasks whose judge fell silent, for they have waited longest; then the queue's own order. SKIP LOCKED lets any number
-- of workers claim at once without waiting for each other.
-- Classes are strict, but one claim in eight goes to a lower class, in rotation, if its first task has waited for a minute:
-- a flood above slows those below down and does not stop them. Within a class nothing is ever taken out of its order.
-- What the task is about it does not know: the statement that calls it passes the row on to the function of its kind.
-- Locks: the task; passes over those that others hold.
CREATE OR REPLACE FUNCTION take_task(p_worker text, p_languages text[], p_lease_seconds float8, OUT outcome text, OUT task judge_tasks)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_sort = off
SET enable_bitmapscan = off
SET jit = off
AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
  v_id uuid;
  v_count bigint;
BEGIN
  IF (SELECT c.paused FROM judge_control c) THEN
    outcome := 'paused';
    RETURN;
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
    outcome := 'none';
    RETURN;
  END IF;
  outcome := 'claimed';
  UPDATE judge_tasks q
     SET status = 'ACTIVE', attempt = q.attempt + 1, worker_id = p_worker, started_at = v_now,
         lease_until = v_now + make_interval(secs => p_lease_seconds)
   WHERE q.id = v_id RETURNING q.* INTO task;
END $$;

-- Puts a task at the end of its user's line, or says why not: draining | queue_full | user_queue_full.
-- One pass over those that wait in its class and the classes before it answers all there is to know: how many there are, how many
-- are the user's own, and how many go first. One request of a user at a time from here to its commit, or requests sent together
-- would all see the same number waiting. The wake-up is owed by the caller.
-- Locks: the user's line (advisory).
CREATE OR REPLACE FUNCTION admit_work(
  p_id uuid, p_kind text, p_class int, p_user_id uuid, p_language text, p_depth_limit int, p_user_depth_limit int,
  OUT refusal text, OUT ahead int
)
LANGUAGE plpgsql SET jit = off AS $$
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
  END IF;
END $$;

-- Begins an attempt: nothing is left of the ones before.
-- Locks: the submission; the caller has the task.
CREATE OR REPLACE FUNCTION begin_submission(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  s submissions%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE submissions u SET status = 'COMPILING', attempt = t.attempt, started_at = t.started_at, tests_done = 0, compile = NULL
   WHERE u.id = t.id RETURNING * INTO STRICT s;
  IF t.attempt > 1 THEN
    DELETE FROM submission_tests d WHERE d.submission_id = t.id;
  END IF;
  SELECT s.user_id, s.problem_id, s.problem_version, s.language, s.files, s.tests_total, '[]'::jsonb, m.*
    INTO STRICT w FROM problem_material(s.problem_id, s.problem_version, false) m;
  RETURN w;
END $$;

-- Begins an attempt: nothing is left of the ones before. A run needs no problem, and of one no more than its samples.
-- Locks: the run; the caller has the task.
CREATE OR REPLACE FUNCTION begin_run(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  r runs%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE runs u SET status = 'COMPILING', attempt = t.attempt, cases = '[]' WHERE u.id = t.id RETURNING * INTO STRICT r;
  SELECT r.user_id, r.problem_id, r.problem_version, r.language, r.files, r.cases_total, r.inputs,
         m.cpu_ms, m.memory_bytes, m.output_bytes, m.judging, m.programs, CASE WHEN r.samples THEN m.tests END
    INTO w FROM (SELECT) one LEFT JOIN problem_material(r.problem_id, r.problem_version, true) m ON true;
  RETURN w;
END $$;

-- Judged like a submission, under the id of its result, by what the problem is now.
-- Locks: the result; the caller has the task.
CREATE OR REPLACE FUNCTION begin_rejudge(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  j rejudge_results%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE rejudge_results u SET attempt = t.attempt, tests = '[]' WHERE u.id = t.id RETURNING * INTO STRICT j;
  SELECT s.user_id, s.problem_id, j.problem_version, s.language, s.files, j.tests_total, '[]'::jsonb, m.*
    INTO STRICT w FROM submissions s CROSS JOIN LATERAL problem_material(s.problem_id, j.problem_version, false) m WHERE s.id = j.submission_id;
  RETURN w;
END $$;

-- A program of a package, or without files the package's own check program.
-- Locks: the check; the caller has the task.
CREATE OR REPLACE FUNCTION begin_check(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  c package_checks%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE package_checks u SET attempt = t.attempt WHERE u.id = t.id RETURNING * INTO STRICT c;
  SELECT t.user_id, c.problem_id, c.version, t.language, c.files, jsonb_array_length(m.tests), '[]'::jsonb, m.*
    INTO STRICT w FROM problem_material(c.problem_id, c.version, false) m;
  RETURN w;
END $$;

-- Takes a submission in: key, admission, row, task and the wake-up that it is owed, in one transaction and one round trip, which is why it is
-- not several statements.
-- outcome: created (with ahead) | replay (with the response then) | mismatch | in_progress | problem_not_found | code_too_large (with
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
  SELECT p.id, p.current_version, v.code_bytes, v.cpu_ms, v.memory_bytes,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version) AS tests
    INTO v_problem
    FROM problems p JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
   WHERE p.slug = p_problem OR p.id = as_uuid(p_problem);
  code_limit := v_problem.code_bytes;
  cpu_limit_ms := v_problem.cpu_ms;
  memory_limit := v_problem.memory_bytes;
  outcome := CASE
    WHEN v_problem.id IS NULL THEN 'problem_not_found'
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
   WHERE p.slug = p_problem OR p.id = as_uuid(p_problem);
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

-- Writes a verdict with the event that tells of it, once; false for an attempt that no longer judges. One round trip, because between
-- accepted and told nothing else waits for the database..
-- Locks: the task, the submission, the user's row for the problem, and last the problem.
CREATE OR REPLACE FUNCTION settle_submission(
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
    UPDATE problems p SET judged = p.judged + 1, accepted = p.accepted + (p_status = 'AC')::int WHERE p.id = v.problem_id;
  END IF;
  RETURN true;
END $$;

-- Has all judged submissions that fit judged again, in the shadow and by what each problem is now. They queue as the setter's own work.
-- refusal: nothing | too_many | draining. `first` names the foremost, as many as wake-ups are wanted.
-- Locks: the setter's line.
CREATE OR REPLACE FUNCTION start_rejudge(
  p_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_submission_id uuid, p_status text, p_max int, p_wakes int,
  OUT refusal text, OUT total int, OUT first uuid[]
)
LANGUAGE plpgsql AS $$
DECLARE
  v_turn bigint;
BEGIN
  SELECT count(*)::int INTO total FROM (
    SELECT FROM submissions s
     WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
       AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
       AND (p_status IS NULL OR s.status = p_status) LIMIT p_max + 1) w;
  refusal := CASE
    WHEN (SELECT c.draining FROM judge_control c) THEN 'draining'
    WHEN total = 0 THEN 'nothing'
    WHEN total > p_max THEN 'too_many'
  END;
  IF refusal IS NOT NULL THEN
    RETURN;
  END IF;
  INSERT INTO rejudges (id, created_by, problem_id, language, submission_id, had_status, total)
  VALUES (p_id, p_user_id, p_problem_id, p_language, p_submission_id, p_status, total);
  INSERT INTO rejudge_results (id, rejudge_id, submission_id, problem_version, tests_total, old_status, old_attempt)
  SELECT gen_random_uuid(), p_id, s.id, p.current_version,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version), s.status, s.attempt
    FROM submissions s JOIN problems p ON p.id = s.problem_id
   WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
     AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
     AND (p_status IS NULL OR s.status = p_status)
   ORDER BY s.id LIMIT total;
  -- Between the count and the insert a submission may have ended or been taken up.
  UPDATE rejudges r SET total = (SELECT count(*) FROM rejudge_results e WHERE e.rejudge_id = p_id) WHERE r.id = p_id
  RETURNING r.total INTO total;

  -- All at once instead of by enqueue_task one by one: the same turns.
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  v_turn := next_turn(3, p_user_id);
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  SELECT e.id, 'rejudge', 3, v_turn + row_number() OVER (ORDER BY e.submission_id) - 1, p_user_id, s.language
    FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id WHERE e.rejudge_id = p_id;
  SELECT array_agg(f.id) INTO first FROM (
    SELECT e.id FROM rejudge_results e WHERE e.rejudge_id = p_id ORDER BY e.submission_id LIMIT p_wakes) f;
END $$;

-- Makes the new verdicts of a rejudge count, in the transaction of the caller, who has locked it and found it ready. Returns what was applied,
-- as the submissions stand now, and what was left: submissions whose verdict changed since, and faults of the judge (IE).
-- Locks: submissions by id, user_problems by user and problem, problems; the caller has the rejudge.
CREATE OR REPLACE FUNCTION apply_rejudge_results(p_id uuid)
RETURNS TABLE (state text, submission_id uuid, user_id uuid, problem_id uuid, language text, status text, reason text, attempt int,
  cpu_ms float8, memory_bytes bigint, tests_done int, tests_total int, compile_log text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id ORDER BY s.id FOR UPDATE OF s;

  UPDATE rejudge_results e
     SET state = CASE WHEN s.status = e.old_status AND s.attempt = e.old_attempt AND e.new_status <> 'IE' THEN 'applied' ELSE 'left' END
    FROM submissions s
   WHERE e.rejudge_id = p_id AND s.id = e.submission_id
     AND (e.new_status <> e.old_status
       OR (SELECT c.score FROM judge_scores c WHERE c.task_id = e.id AND c.attempt = e.attempt)
          IS DISTINCT FROM (SELECT c.score FROM judge_scores c WHERE c.task_id = s.id AND c.attempt = s.attempt));

  UPDATE submissions s
     SET status = e.new_status, reason = e.reason, attempt = s.attempt + 1, cpu_ms = e.cpu_ms, memory_bytes = e.memory_bytes,
         compile_log = e.compile_log, problem_version = e.problem_version, tests_total = e.tests_total,
         tests_done = jsonb_array_length(e.tests), finished_at = clock_timestamp()
    FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied' AND s.id = e.submission_id;
  DELETE FROM submission_tests t USING rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied' AND t.submission_id = e.submission_id;
  PERFORM add_submission_tests(e.submission_id, e.old_attempt + 1, e.tests) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied';
  INSERT INTO judge_scores (task_id, attempt, score, max_score, subtasks)
  SELECT e.submission_id, e.old_attempt + 1, c.score, c.max_score, c.subtasks
    FROM rejudge_results e JOIN judge_scores c ON c.task_id = e.id AND c.attempt = e.attempt
   WHERE e.rejudge_id = p_id AND e.state = 'applied'
  ON CONFLICT DO NOTHING;

  -- Locked first and read in the next statement, so that a verdict that is being written meanwhile is seen, or sees this.
  PERFORM FROM user_problems u JOIN submissions s ON s.user_id = u.user_id AND s.problem_id = u.problem_id
    JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id AND e.state = 'applied'
   ORDER BY u.user_id, u.problem_id FOR UPDATE OF u;
  INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
  SELECT a.user_id, a.problem_id, CASE WHEN a.solved_at IS NULL THEN 'tried' ELSE 'solved' END, a.solved_at
    FROM (SELECT d.user_id, d.problem_id,
                 (SELECT min(o.finished_at) FROM submissions o WHERE o.user_id = d.user_id AND o.problem_id = d.problem_id AND o.status = 'AC') AS solved_at
            FROM (SELECT DISTINCT s.user_id, s.problem_id FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
                   WHERE e.rejudge_id = p_id AND e.state = 'applied') d
           ORDER BY d.user_id, d.problem_id) a
  ON CONFLICT (user_id, problem_id) DO UPDATE SET state = excluded.state, solved_at = excluded.solved_at
    WHERE u.state <> excluded.state;

  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, sum((e.old_status = 'IE')::int)::int AS judged,
                 sum((e.new_status = 'AC')::int - (e.old_status = 'AC')::int)::int AS accepted
            FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
           WHERE e.rejudge_id = p_id AND e.state = 'applied' GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  UPDATE rejudges r SET status = 'APPLIED', closed_at = clock_timestamp(), updated_at = clock_timestamp() WHERE r.id = p_id;
  RETURN QUERY SELECT e.state, s.id, s.user_id, s.problem_id, s.language, s.status, s.reason, s.attempt, s.cpu_ms, s.memory_bytes,
                      s.tests_done, s.tests_total, s.compile_log
    FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id
   WHERE e.rejudge_id = p_id AND e.state IN ('applied', 'left') ORDER BY s.id;
END $$;
