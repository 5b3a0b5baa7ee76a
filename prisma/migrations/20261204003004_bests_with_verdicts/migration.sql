-- Bests and their spread are kept with every verdict that counts; functions only, and no table is locked.

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- keep until 0.3.0: servers of 0.1 apply rejudges with it
-- Makes the new verdicts count, all in one transaction. Left out: submissions whose verdict changed since, and faults of the judge (IE).
-- outcome: applied | missing | running | closed
-- Locks: the rejudge, submissions by id, scopes by id, user_problems by user and problem, problems.
CREATE OR REPLACE FUNCTION apply_rejudge(p_id uuid) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
  v_keys jsonb;
BEGIN
  SELECT r.status INTO v_status FROM rejudges r WHERE r.id = p_id FOR UPDATE;
  IF v_status IS DISTINCT FROM 'READY' THEN
    RETURN jsonb_build_object('outcome', CASE WHEN v_status IS NULL THEN 'missing' WHEN v_status = 'RUNNING' THEN 'running' ELSE 'closed' END);
  END IF;
  PERFORM FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id ORDER BY s.id FOR UPDATE OF s;

  UPDATE rejudge_results e
     SET state = CASE WHEN s.status = e.old_status AND s.attempt = e.old_attempt AND e.new_status <> 'IE' THEN 'applied' ELSE 'left' END
    FROM submissions s
   WHERE e.rejudge_id = p_id AND s.id = e.submission_id
     AND (e.new_status <> e.old_status
       OR (SELECT c.score FROM judge_scores c WHERE c.task_id = e.id AND c.attempt = e.attempt)
          IS DISTINCT FROM (SELECT c.score FROM judge_scores c WHERE c.task_id = s.id AND c.attempt = s.attempt));

  -- Of the version of before, which a submission leaves, and of the one it comes to.
  v_keys := (
    SELECT jsonb_agg(jsonb_build_object('problem_id', s.problem_id, 'version', x.version, 'language', s.language, 'user_id', s.user_id))
      FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id, unnest(ARRAY[s.problem_version, e.problem_version]) AS x(version)
     WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id));

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

  -- After the submissions and before what many share; boards are counted from it.
  PERFORM log_judgements((SELECT array_agg(e.submission_id) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied'), p_id, NULL);

  -- Locked first and read in the next statement, so that a verdict that is being written meanwhile is seen, or sees this.
  PERFORM FROM user_problems u JOIN submissions s ON s.user_id = u.user_id AND s.problem_id = u.problem_id
    JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id AND e.state = 'applied'
   ORDER BY u.user_id, u.problem_id FOR UPDATE OF u;
  INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
  SELECT a.user_id, a.problem_id, CASE WHEN a.solved_at IS NULL THEN 'tried' ELSE 'solved' END, a.solved_at
    FROM (SELECT d.user_id, d.problem_id,
                 (SELECT min(o.finished_at) FROM submissions o WHERE o.user_id = d.user_id AND o.problem_id = d.problem_id AND o.status = 'AC' AND scope_told(o.scope_id)) AS solved_at
            FROM (SELECT DISTINCT s.user_id, s.problem_id FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
                   WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id)) d
           ORDER BY d.user_id, d.problem_id) a
  ON CONFLICT (user_id, problem_id) DO UPDATE SET state = excluded.state, solved_at = excluded.solved_at
    WHERE u.state <> excluded.state;
  IF v_keys IS NOT NULL THEN
    PERFORM refresh_bests(v_keys);
  END IF;

  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT v.id, 'event', 'submission.updated', 'user:' || v.user_id, jsonb_build_object('v', 1, 'id', v.id, 'type', 'submission.updated',
           'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'data', jsonb_build_object('userId', v.user_id, 'submissionId', v.submission_id, 'problemId', v.problem_id, 'language', v.language,
             'status', v.status, 'reason', v.reason, 'attempt', v.attempt, 'cpuMs', v.cpu_ms, 'memoryBytes', v.memory_bytes,
             -- No tests: whoever holds fewer than testsDone reads them again.
             'testsDone', v.tests_done, 'testsTotal', v.tests_total, 'tests', '[]'::jsonb, 'compileLog', v.compile_log))
    FROM (SELECT gen_random_uuid() AS id, s.id AS submission_id, s.user_id, s.problem_id, s.language, s.status, s.reason, s.attempt,
                 s.cpu_ms, s.memory_bytes, s.tests_done, s.tests_total, s.compile_log
            FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id AND e.state = 'applied') v;

  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, sum((e.old_status = 'IE')::int)::int AS judged,
                 sum((e.new_status = 'AC')::int - (e.old_status = 'AC')::int)::int AS accepted
            FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
           WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id) GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  UPDATE rejudges r SET status = 'APPLIED', closed_at = clock_timestamp(), updated_at = clock_timestamp() WHERE r.id = p_id;
  RETURN jsonb_build_object('outcome', 'applied',
    'applied', (SELECT count(*) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied'),
    'left', (SELECT coalesce(jsonb_agg(e.submission_id ORDER BY e.submission_id), '[]') FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'left'));
END $$;

-- Makes the new verdicts of a rejudge count, in the transaction of the caller, who has locked it and found it ready. Returns what was applied,
-- as the submissions stand now, and what was left: submissions whose verdict changed since, and faults of the judge (IE).
-- Locks: submissions by id, scopes by id, user_problems by user and problem, bests and their spread, problems; the caller has the rejudge.
CREATE OR REPLACE FUNCTION apply_rejudge_results(p_id uuid)
RETURNS TABLE (state text, submission_id uuid, user_id uuid, problem_id uuid, language text, status text, reason text, attempt int,
  cpu_ms float8, memory_bytes bigint, tests_done int, tests_total int, compile_log text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_keys jsonb;
BEGIN
  PERFORM FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id ORDER BY s.id FOR UPDATE OF s;

  UPDATE rejudge_results e
     SET state = CASE WHEN s.status = e.old_status AND s.attempt = e.old_attempt AND e.new_status <> 'IE' THEN 'applied' ELSE 'left' END
    FROM submissions s
   WHERE e.rejudge_id = p_id AND s.id = e.submission_id
     AND (e.new_status <> e.old_status
       OR (SELECT c.score FROM judge_scores c WHERE c.task_id = e.id AND c.attempt = e.attempt)
          IS DISTINCT FROM (SELECT c.score FROM judge_scores c WHERE c.task_id = s.id AND c.attempt = s.attempt));

  -- Of the version of before, which a submission leaves, and of the one it comes to.
  v_keys := (
    SELECT jsonb_agg(jsonb_build_object('problem_id', s.problem_id, 'version', x.version, 'language', s.language, 'user_id', s.user_id))
      FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id, unnest(ARRAY[s.problem_version, e.problem_version]) AS x(version)
     WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id));

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

  -- After the submissions and before what many share; boards are counted from it.
  PERFORM log_judgements((SELECT array_agg(e.submission_id) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied'), p_id, NULL);

  -- Locked first and read in the next statement, so that a verdict that is being written meanwhile is seen, or sees this.
  PERFORM FROM user_problems u JOIN submissions s ON s.user_id = u.user_id AND s.problem_id = u.problem_id
    JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id AND e.state = 'applied'
   ORDER BY u.user_id, u.problem_id FOR UPDATE OF u;
  INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
  SELECT a.user_id, a.problem_id, CASE WHEN a.solved_at IS NULL THEN 'tried' ELSE 'solved' END, a.solved_at
    FROM (SELECT d.user_id, d.problem_id,
                 (SELECT min(o.finished_at) FROM submissions o WHERE o.user_id = d.user_id AND o.problem_id = d.problem_id AND o.status = 'AC' AND scope_told(o.scope_id)) AS solved_at
            FROM (SELECT DISTINCT s.user_id, s.problem_id FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
                   WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id)) d
           ORDER BY d.user_id, d.problem_id) a
  ON CONFLICT (user_id, problem_id) DO UPDATE SET state = excluded.state, solved_at = excluded.solved_at
    WHERE u.state <> excluded.state;
  IF v_keys IS NOT NULL THEN
    PERFORM refresh_bests(v_keys);
  END IF;

  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, sum((e.old_status = 'IE')::int)::int AS judged,
                 sum((e.new_status = 'AC')::int - (e.old_status = 'AC')::int)::int AS accepted
            FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
           WHERE e.rejudge_id = p_id AND e.state = 'applied' AND scope_told(s.scope_id) GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  UPDATE rejudges r SET status = 'APPLIED', closed_at = clock_timestamp(), updated_at = clock_timestamp() WHERE r.id = p_id;
  RETURN QUERY SELECT e.state, s.id, s.user_id, s.problem_id, s.language, s.status, s.reason, s.attempt, s.cpu_ms, s.memory_bytes,
                      s.tests_done, s.tests_total, s.compile_log
    FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id
   WHERE e.rejudge_id = p_id AND e.state IN ('applied', 'left') ORDER BY s.id;
END $$;

-- Problems of contests that run now. Nothing that helps is told of them: figures, discussion, editorial. Before a contest begins nothing says that a problem is in it.
CREATE OR REPLACE FUNCTION contested_problems() RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT c.problem_id FROM judge_scopes s JOIN judge_scope_problems c ON c.scope_id = s.id
   WHERE s.active AND s.open_at <= now() AND (s.paused_at IS NOT NULL OR s.over_at > now())
$$;

-- Is this problem in a contest that runs now, or in one that this user plays for themselves? Null for nobody known.
CREATE OR REPLACE FUNCTION problem_contested(p_problem_id uuid, p_user_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_problem_id IN (SELECT contested_problems()) OR p_user_id IS NOT NULL AND open_scope_of(p_problem_id, p_user_id, now()) IS NOT NULL
$$;

-- From now on results of this scope count for everybody: who has solved what, and the figures of problems. Once; false when they do already.
-- Locks: the scope, rows of users and problems in their order, bests and their spread, problems in the order of their ids.
CREATE OR REPLACE FUNCTION tell_scope(p_scope_id uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_keys jsonb;
BEGIN
  UPDATE judge_scopes s SET told_at = clock_timestamp() WHERE s.id = p_scope_id AND s.told_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  -- What is judged later sees that it is told; what was judged before is seen here.
  INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
  SELECT s.user_id, s.problem_id, CASE WHEN bool_or(s.status = 'AC') THEN 'solved' ELSE 'tried' END, min(s.finished_at) FILTER (WHERE s.status = 'AC')
    FROM submissions s WHERE s.scope_id = p_scope_id AND s.finished_at IS NOT NULL AND s.status NOT IN ('IE', 'CANCELLED')
   GROUP BY s.user_id, s.problem_id ORDER BY s.user_id, s.problem_id
  ON CONFLICT (user_id, problem_id) DO UPDATE SET state = 'solved', solved_at = excluded.solved_at
    WHERE u.state = 'tried' AND excluded.state = 'solved';
  v_keys := (
    SELECT jsonb_agg(jsonb_build_object('problem_id', s.problem_id, 'version', s.problem_version, 'language', s.language, 'user_id', s.user_id))
      FROM submissions s WHERE s.scope_id = p_scope_id AND s.status = 'AC');
  IF v_keys IS NOT NULL THEN
    PERFORM refresh_bests(v_keys);
  END IF;
  PERFORM FROM problems p WHERE p.id IN (SELECT c.problem_id FROM judge_scope_problems c WHERE c.scope_id = p_scope_id) ORDER BY p.id FOR NO KEY UPDATE;
  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, count(*)::int AS judged, count(*) FILTER (WHERE s.status = 'AC')::int AS accepted
            FROM submissions s WHERE s.scope_id = p_scope_id AND s.finished_at IS NOT NULL AND s.status NOT IN ('IE', 'CANCELLED') GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  RETURN true;
END $$;

-- The bucket that a time in ms or a memory in KiB is counted in: eight to each doubling, so that a bucket is nine percent wide. Everything below one is in the first.
CREATE OR REPLACE FUNCTION figure_bucket(p_figure float8) RETURNS smallint
LANGUAGE sql IMMUTABLE AS $$
  SELECT floor(8 * ln(greatest(p_figure, 1)) / ln(2::float8) + 1e-9)::smallint
$$;

-- Brings the bests of people up to date, and how they are spread, from what they were accepted with: for each (problem, version, language, user) of p_keys.
-- It counts from the submissions, so that it may be called again. A figure never costs a verdict: what would go below nothing is nothing.
-- Locks: rows of bests and spreads in their order; the caller has locked the users' rows for the problems, so that one at a time counts for a user.
CREATE OR REPLACE FUNCTION refresh_bests(p_keys jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  WITH asked AS (
    SELECT DISTINCT k.problem_id, k.version, k.language, k.user_id
      FROM jsonb_to_recordset(p_keys) AS k(problem_id uuid, version int, language text, user_id uuid)
  ), now_best AS (
    SELECT a.*, b.cpu_ms, b.memory_bytes
      FROM asked a, LATERAL (
        SELECT min(s.cpu_ms) AS cpu_ms, min(s.memory_bytes) AS memory_bytes FROM submissions s
         WHERE s.user_id = a.user_id AND s.problem_id = a.problem_id AND s.problem_version = a.version AND s.language = a.language
           AND s.status = 'AC' AND s.cpu_ms IS NOT NULL AND s.memory_bytes IS NOT NULL AND scope_told(s.scope_id)) b
  ), before AS (
    SELECT b.* FROM problem_bests b JOIN asked a USING (problem_id, version, language, user_id)
  ), gone AS (
    DELETE FROM problem_bests b USING now_best n
     WHERE n.cpu_ms IS NULL AND (b.problem_id, b.version, b.language, b.user_id) = (n.problem_id, n.version, n.language, n.user_id)
  ), kept AS (
    INSERT INTO problem_bests AS b (problem_id, version, language, user_id, cpu_ms, memory_bytes)
    SELECT n.problem_id, n.version, n.language, n.user_id, n.cpu_ms, n.memory_bytes FROM now_best n WHERE n.cpu_ms IS NOT NULL
     ORDER BY problem_id, version, language, user_id
    ON CONFLICT (problem_id, version, language, user_id) DO UPDATE SET cpu_ms = excluded.cpu_ms, memory_bytes = excluded.memory_bytes
      WHERE (b.cpu_ms, b.memory_bytes) <> (excluded.cpu_ms, excluded.memory_bytes)
  ), moved AS (
    SELECT b.problem_id, b.version, b.language, 'cpu' AS measure, figure_bucket(b.cpu_ms) AS bucket, -1 AS people FROM before b
    UNION ALL SELECT b.problem_id, b.version, b.language, 'memory', figure_bucket(b.memory_bytes / 1024.0), -1 FROM before b
    UNION ALL SELECT n.problem_id, n.version, n.language, 'cpu', figure_bucket(n.cpu_ms), 1 FROM now_best n WHERE n.cpu_ms IS NOT NULL
    UNION ALL SELECT n.problem_id, n.version, n.language, 'memory', figure_bucket(n.memory_bytes / 1024.0), 1 FROM now_best n WHERE n.cpu_ms IS NOT NULL
  )
  INSERT INTO problem_spreads AS p (problem_id, version, language, measure, bucket, people)
  SELECT m.problem_id, m.version, m.language, m.measure, m.bucket, sum(m.people) FROM moved m
   GROUP BY 1, 2, 3, 4, 5 HAVING sum(m.people) <> 0 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (problem_id, version, language, measure, bucket) DO UPDATE SET people = greatest(0, p.people + excluded.people);
END $$;

-- Writes a verdict with the event that tells of it and the entry in its scope's log, once. `told`: false for an attempt that no longer judges. `wakes`:
-- the scope for which a wake-up was written under p_wake_id. One round trip, because between accepted and told nothing else waits for the database.
-- In a scope whose results are not told, nothing counts for problems and profiles: `tell_scope` adds it up later.
-- Locks: the task, the submission, the scope, the user's row for the problem, bests and their spread, and last the problem.
CREATE OR REPLACE FUNCTION settle_verdict(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb, p_wake_id uuid,
  OUT told boolean, OUT wakes uuid
)
LANGUAGE plpgsql AS $$
DECLARE
  v submissions%ROWTYPE;
BEGIN
  told := end_task(p_id, p_attempt);
  IF NOT told THEN
    RETURN;
  END IF;
  UPDATE submissions s
     SET status = p_status, reason = p_reason, cpu_ms = p_cpu_ms, memory_bytes = p_memory_bytes, compile_log = p_compile_log,
         tests_done = p_tests_done, finished_at = clock_timestamp()
   WHERE s.id = p_id
   RETURNING * INTO STRICT v;
  PERFORM add_submission_tests(p_id, p_attempt, p_tests);
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  IF v.scope_id IS NOT NULL THEN
    SELECT l.scope_id INTO wakes FROM log_judgements(ARRAY[p_id], NULL, p_wake_id) l;
  END IF;
  IF p_status <> 'IE' AND scope_told(v.scope_id) THEN
    INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
    VALUES (v.user_id, v.problem_id, CASE WHEN p_status = 'AC' THEN 'solved' ELSE 'tried' END, CASE WHEN p_status = 'AC' THEN clock_timestamp() END)
    ON CONFLICT (user_id, problem_id) DO UPDATE SET state = 'solved', solved_at = excluded.solved_at
      WHERE u.state = 'tried' AND excluded.state = 'solved';
    IF p_status = 'AC' THEN
      PERFORM refresh_bests(jsonb_build_array(jsonb_build_object(
        'problem_id', v.problem_id, 'version', v.problem_version, 'language', v.language, 'user_id', v.user_id)));
    END IF;
    UPDATE problems p SET judged = p.judged + 1, accepted = p.accepted + (p_status = 'AC')::int WHERE p.id = v.problem_id;
  END IF;
END $$;
