-- Submissions pass the gate of their scope, and logs of scopes are told of submissions and verdicts; problems of scopes are seen by those whose time
-- runs there. Servers and workers of the version before go on: what they call knows scopes too.
-- They call each other, in whatever order they are made.
SET LOCAL check_function_bodies = off;

-- What the jury did stays on record; with its contest it goes.
CREATE OR REPLACE FUNCTION contest_audit_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the records of a contest are never changed';
END $$;

-- May this user see this problem now? What is published is for everybody; the rest is for its setters, who imported a version of it, for admins, and
-- for those to whom a scope shows it: `sees_in_scope`.
-- Everything that takes a problem from outside asks here: a problem that is not seen does not exist.
-- Locks: nothing.
CREATE OR REPLACE FUNCTION sees_problem(p problems, p_user_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p.status = 'PUBLISHED' OR EXISTS (
    SELECT FROM users u
     WHERE u.id = p_user_id AND u.disabled_at IS NULL AND (u.role = 'admin' OR u.role = 'setter' AND EXISTS (
       SELECT FROM problem_versions v WHERE v.problem_id = p.id AND v.imported_by_id = u.id)))
    OR sees_in_scope(p.id, p_user_id, now())
$$;

-- keep until 0.3.0: servers of 0.1 apply rejudges with it
-- Makes the new verdicts count, all in one transaction. Left out: submissions whose verdict changed since, and faults of the judge (IE).
-- outcome: applied | missing | running | closed
-- Locks: the rejudge, submissions by id, scopes by id, user_problems by user and problem, problems.
CREATE OR REPLACE FUNCTION apply_rejudge(p_id uuid) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
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
-- Locks: submissions by id, scopes by id, user_problems by user and problem, problems; the caller has the rejudge.
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

-- Has all judged submissions that fit judged again, in the shadow and by what each problem is now. They queue as the setter's own work. With a scope
-- those of that alone; without, p_untold says whether those of scopes whose results are not told are among them.
-- refusal: nothing | too_many | draining. `first` names the foremost, as many as wake-ups are wanted.
-- Locks: the setter's line.
CREATE OR REPLACE FUNCTION begin_scope_rejudge(
  p_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_submission_id uuid, p_status text, p_max int, p_wakes int,
  p_scope_id uuid, p_untold boolean,
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
       AND (p_status IS NULL OR s.status = p_status) AND (s.scope_id = p_scope_id OR p_scope_id IS NULL AND (p_untold OR scope_told(s.scope_id))) LIMIT p_max + 1) w;
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
     AND (p_status IS NULL OR s.status = p_status) AND (s.scope_id = p_scope_id OR p_scope_id IS NULL AND (p_untold OR scope_told(s.scope_id)))
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

-- keep until 0.3.0: servers of 0.2 that know no scopes start rejudges with it
-- Has all judged submissions that fit judged again, as begin_scope_rejudge does, without those of scopes whose results are not told.
CREATE OR REPLACE FUNCTION start_rejudge(
  p_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_submission_id uuid, p_status text, p_max int, p_wakes int,
  OUT refusal text, OUT total int, OUT first uuid[]
)
LANGUAGE sql AS $$
  SELECT r.refusal, r.total, r.first
    FROM begin_scope_rejudge(p_id, p_user_id, p_problem_id, p_language, p_submission_id, p_status, p_max, p_wakes, NULL, false) r
$$;

-- Appends to a scope's log, all of one moment. The place comes from the scope's row, whose lock makes it dense and gives log and commits one
-- order. `wakes`: this was the first since the last reader began, and a wake-up is owed: it was
-- written to the outbox under p_wake_id, or is the caller's to write where that is null. p_at: null for the clock's now.
-- Locks: the scope, until the transaction ends. Taken after tasks and submissions and before rows of people and problems.
CREATE OR REPLACE FUNCTION append_scope_log(p_scope_id uuid, p_kinds text[], p_data jsonb, p_at timestamptz, p_wake_id uuid, OUT last_seq bigint, OUT wakes boolean)
LANGUAGE plpgsql AS $$
DECLARE
  v_first bigint;
  v_at timestamptz;
BEGIN
  SELECT s.next_seq, NOT s.woken INTO STRICT v_first, wakes FROM judge_scopes s WHERE s.id = p_scope_id FOR NO KEY UPDATE;
  -- After the lock, so that later entries are not earlier.
  v_at := coalesce(p_at, date_trunc('milliseconds', clock_timestamp()));
  last_seq := v_first + cardinality(p_kinds) - 1;
  INSERT INTO judge_scope_log (scope_id, seq, at, kind, data)
  SELECT p_scope_id, v_first + e.ordinal - 1, v_at, e.kind, e.data
    FROM ROWS FROM (unnest(p_kinds), jsonb_array_elements(p_data)) WITH ORDINALITY AS e(kind, data, ordinal);
  UPDATE judge_scopes s SET next_seq = last_seq + 1, woken = true WHERE s.id = p_scope_id;
  IF wakes AND p_wake_id IS NOT NULL THEN
    INSERT INTO outbox (id, topic, name, payload) VALUES (p_wake_id, 'job', 'scope.moved', jsonb_build_object('scopeId', p_scope_id));
  END IF;
END $$;

-- Tells the logs of their scopes what these submissions are judged as now; those of no scope are left out. Returns the scopes for which a wake-up
-- was written, with its id.
-- Locks: the scopes in the order of their ids; the caller has the submissions.
CREATE OR REPLACE FUNCTION log_judgements(p_ids uuid[], p_rejudge_id uuid, p_wake_id uuid) RETURNS TABLE (scope_id uuid, wake_id uuid)
LANGUAGE plpgsql AS $$
DECLARE
  c record;
  v_wake_id uuid := p_wake_id;
BEGIN
  FOR c IN SELECT s.scope_id AS id, array_agg('judgement'::text) AS kinds, jsonb_agg(jsonb_build_object('judgement', jsonb_build_object(
                    'submission', s.id, 'attempt', s.attempt, 'verdict', s.status, 'score', j.score, 'maxScore', j.max_score,
                    'subtasks', coalesce(j.subtasks, '[]'::jsonb), 'rejudge', p_rejudge_id,
                    'failedTest', (SELECT min(t.ordinal) FROM submission_tests t WHERE t.submission_id = s.id AND t.verdict <> 'AC'),
                    'pretestsOnly', false)) ORDER BY s.id) AS data
             FROM submissions s LEFT JOIN judge_scores j ON j.task_id = s.id AND j.attempt = s.attempt
            WHERE s.id = ANY (p_ids) AND s.scope_id IS NOT NULL GROUP BY s.scope_id ORDER BY s.scope_id
  LOOP
    IF (SELECT a.wakes FROM append_scope_log(c.id, c.kinds, c.data, NULL, coalesce(v_wake_id, gen_random_uuid())) a) THEN
      scope_id := c.id;
      wake_id := v_wake_id;
      RETURN NEXT;
      v_wake_id := NULL;
    END IF;
  END LOOP;
END $$;

-- The scope in which this user's time runs at that moment and that has this problem; null: none. There it does not pass as practice.
CREATE OR REPLACE FUNCTION open_scope_of(p_problem_id uuid, p_user_id uuid, p_at timestamptz) RETURNS uuid
LANGUAGE sql STABLE AS $$
  SELECT s.id FROM judge_scope_members m JOIN judge_scopes s ON s.id = m.scope_id JOIN judge_scope_problems c ON c.scope_id = s.id AND c.problem_id = p_problem_id
   WHERE m.user_id = p_user_id AND scope_is_open(s, m, p_at) LIMIT 1
$$;

-- May this user read this submission? Its author, and in a scope the rest of the team; admins; the staff of its scope; and, of practice and of scopes whose results are told, setters:
-- of what they imported a version of, and of what is published. That a setter sees a problem as a participant gives no right to others' code.
CREATE OR REPLACE FUNCTION reads_submission(s submissions, p problems, p_user_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT s.user_id = p_user_id OR EXISTS (
    SELECT FROM users u
     WHERE u.id = p_user_id AND u.disabled_at IS NULL AND (u.role = 'admin'
       OR EXISTS (SELECT FROM judge_scope_members m WHERE m.scope_id = s.scope_id AND m.user_id = u.id AND m.participant_id = s.participant_id)
       OR EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = s.scope_id AND f.user_id = u.id)
       OR u.role = 'setter' AND scope_told(s.scope_id) AND (p.status = 'PUBLISHED'
          OR EXISTS (SELECT FROM problem_versions v WHERE v.problem_id = p.id AND v.imported_by_id = u.id))))
$$;

-- Brings up to date when nobody's window is open any more; called by whoever has changed windows. Those who may still begin one have until the
-- scope closes, and then so long as their own takes, which whoever keeps the scope says.
-- Locks: the scope.
CREATE OR REPLACE FUNCTION refresh_scope_over(p_scope_id uuid, p_longest_ms bigint) RETURNS void
LANGUAGE sql AS $$
  UPDATE judge_scopes s
     SET over_at = greatest(s.close_at + p_longest_ms * interval '1 millisecond',
                            (SELECT max(w.closes) FROM judge_scope_members m, scope_window(s, m) w WHERE m.scope_id = s.id AND NOT m.virtual AND NOT m.barred))
   WHERE s.id = p_scope_id
$$;

-- May this user submit to this problem in this scope at that moment, and whose is it then, at which time of theirs? The clock is the database's;
-- the last millisecond before the end is in, the end is not.
-- refusal: scope_not_found | not_member | scope_not_started | window_not_begun | scope_paused | window_over (with moment, the end) | not_in_scope |
-- other_language
-- Locks: nothing; whoever writes has locked the scope.
CREATE OR REPLACE FUNCTION scope_gate(
  p_scope_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_at timestamptz,
  OUT refusal text, OUT moment timestamptz, OUT participant_id uuid, OUT time_ms bigint, OUT virtual boolean
)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  s judge_scopes%ROWTYPE;
  m judge_scope_members%ROWTYPE;
  w record;
BEGIN
  SELECT * INTO s FROM judge_scopes c WHERE c.id = p_scope_id AND c.active;
  IF NOT FOUND THEN
    refusal := 'scope_not_found';
    RETURN;
  END IF;
  SELECT * INTO m FROM judge_scope_members c WHERE c.scope_id = p_scope_id AND c.user_id = p_user_id;
  IF NOT FOUND OR m.barred THEN
    refusal := 'not_member';
    RETURN;
  END IF;
  SELECT * INTO w FROM scope_window(s, m);
  refusal := CASE
    WHEN p_at < s.open_at THEN 'scope_not_started'
    WHEN w.opens IS NULL THEN 'window_not_begun'
    WHEN p_at < w.opens THEN 'scope_not_started'
    WHEN s.paused_at < w.closes AND NOT m.virtual THEN 'scope_paused'
    WHEN p_at >= w.closes THEN 'window_over'
    WHEN NOT EXISTS (SELECT FROM judge_scope_problems c WHERE c.scope_id = p_scope_id AND c.problem_id = p_problem_id) THEN 'not_in_scope'
    WHEN NOT s.languages ? p_language THEN 'other_language'
  END;
  moment := CASE refusal WHEN 'window_over' THEN w.closes WHEN 'scope_not_started' THEN greatest(s.open_at, w.opens) END;
  participant_id := m.participant_id;
  virtual := m.virtual;
  time_ms := round(extract(epoch FROM p_at - w.opens) * 1000)
    - CASE WHEN m.virtual THEN 0 ELSE s.paused_ms - m.paused_before_ms END;
END $$;

-- Does this member's time run at that moment? In a pause it stands still, and is not over.
CREATE OR REPLACE FUNCTION scope_is_open(s judge_scopes, m judge_scope_members, p_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(s.active AND NOT m.barred AND p_at >= w.opens AND (p_at < w.closes OR s.paused_at < w.closes), false)
    FROM scope_window(s, m) w
$$;

-- Entries of a scope's log are never changed and never removed: boards are counted from them.
CREATE OR REPLACE FUNCTION scope_log_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log of a scope is never changed: append what corrects it';
END $$;

-- What a user may do with the problems of a scope at that moment: `staff` and admins see them always, `open` is somebody whose time runs, `upsolving`
-- is for whom the scope lets go on when nobody's window is open any more. The others see nothing: `not_started`, `window_not_begun`, `over`, `stranger`.
CREATE OR REPLACE FUNCTION scope_standing(s judge_scopes, p_user_id uuid, p_at timestamptz) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  m judge_scope_members%ROWTYPE;
  w record;
  v_member boolean;
BEGIN
  IF EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = s.id AND f.user_id = p_user_id)
     OR EXISTS (SELECT FROM users u WHERE u.id = p_user_id AND u.role = 'admin' AND u.disabled_at IS NULL) THEN
    RETURN 'staff';
  END IF;
  SELECT * INTO m FROM judge_scope_members c WHERE c.scope_id = s.id AND c.user_id = p_user_id;
  v_member := FOUND AND NOT m.barred;
  IF v_member AND scope_is_open(s, m, p_at) THEN
    RETURN 'open';
  END IF;
  IF s.active AND s.paused_at IS NULL AND s.over_at <= p_at AND (s.upsolve = 'everybody' OR s.upsolve = 'participants' AND v_member) THEN
    RETURN 'upsolving';
  END IF;
  SELECT * INTO w FROM scope_window(s, m);
  RETURN CASE
    WHEN p_at < s.open_at THEN 'not_started'
    WHEN NOT v_member THEN CASE WHEN s.over_at <= p_at THEN 'over' ELSE 'stranger' END
    WHEN w.opens IS NULL THEN CASE WHEN p_at < s.close_at THEN 'window_not_begun' ELSE 'over' END
    WHEN p_at < w.opens THEN 'not_started'
    ELSE 'over'
  END;
END $$;

-- Do results of this scope count for everybody? Those of practice, of no scope, always do.
CREATE OR REPLACE FUNCTION scope_told(p_scope_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_scope_id IS NULL OR EXISTS (SELECT FROM judge_scopes s WHERE s.id = p_scope_id AND s.told_at IS NOT NULL)
$$;

-- The window of a member: the own one, or the scope's; with what comes on top. Null where members have their own and this one has not begun.
CREATE OR REPLACE FUNCTION scope_window(s judge_scopes, m judge_scope_members, OUT opens timestamptz, OUT closes timestamptz)
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(m.from_at, CASE WHEN NOT s.own_windows AND NOT m.virtual THEN s.open_at END),
         coalesce(m.until_at, CASE WHEN NOT s.own_windows AND NOT m.virtual THEN s.close_at END) + m.extra_ms * interval '1 millisecond'
$$;

-- Is this problem open to this user in some scope at that moment? Null for nobody known.
CREATE OR REPLACE FUNCTION sees_in_scope(p_problem_id uuid, p_user_id uuid, p_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM judge_scope_problems c JOIN judge_scopes s ON s.id = c.scope_id
     WHERE c.problem_id = p_problem_id AND scope_standing(s, p_user_id, p_at) IN ('staff', 'open', 'upsolving'))
$$;

-- From now on results of this scope count for everybody: who has solved what, and the figures of problems. Once; false when they do already.
-- Locks: the scope, rows of users and problems in their order, problems in the order of their ids.
CREATE OR REPLACE FUNCTION tell_scope(p_scope_id uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
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
  PERFORM FROM problems p WHERE p.id IN (SELECT c.problem_id FROM judge_scope_problems c WHERE c.scope_id = p_scope_id) ORDER BY p.id FOR NO KEY UPDATE;
  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, count(*)::int AS judged, count(*) FILTER (WHERE s.status = 'AC')::int AS accepted
            FROM submissions s WHERE s.scope_id = p_scope_id AND s.finished_at IS NOT NULL AND s.status NOT IN ('IE', 'CANCELLED') GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  RETURN true;
END $$;

-- keep until 0.3.0: servers of 0.2 that know no scopes take submissions in with it
-- Takes a submission of no scope in, as take_submission does.
-- outcome: as of take_submission; needs_scope is told as problem_not_found, the nearest that such a server knows
CREATE OR REPLACE FUNCTION accept_submission(
  p_id uuid, p_user_id uuid, p_problem text, p_language text, p_files jsonb, p_code_bytes int, p_key text, p_fingerprint text,
  p_class int, p_depth_limit int, p_user_depth_limit int, p_floor_cpu_ms float8, p_floor_memory_bytes float8,
  p_wake_id uuid, p_wake_name text, p_wake jsonb,
  OUT outcome text, OUT response jsonb, OUT ahead int, OUT code_limit int, OUT cpu_limit_ms int, OUT memory_limit bigint
)
LANGUAGE sql AS $$
  SELECT CASE t.outcome WHEN 'needs_scope' THEN 'problem_not_found' ELSE t.outcome END, t.response, t.ahead, t.code_limit, t.cpu_limit_ms, t.memory_limit
    FROM take_submission(p_id, p_user_id, p_problem, p_language, p_files, p_code_bytes, p_key, p_fingerprint, p_class, p_depth_limit,
      p_user_depth_limit, p_floor_cpu_ms, p_floor_memory_bytes, p_wake_id, p_wake_name, p_wake, NULL, NULL) t
$$;

-- keep until 0.3.0: servers of 0.1 cancel with it
-- The user gives it up. The judge that holds it learns at its next write that it lost it.
-- outcome: cancelled | ended | missing
-- Locks: the task, then the submission.
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
  PERFORM log_judgements(ARRAY[p_id], NULL, NULL);
  RETURN 'cancelled';
END $$;

-- keep until 0.3.0: workers of 0.1 write verdicts with it
-- The verdict of what this attempt still holds: a submission, with its last tests, its event and what it means for the user and the problem; a
-- result of a rejudge, which is judged in the shadow and told to nobody; or a program of a package's check. False when it lost it.
-- Locks: the task, the submission, the user's row for the problem, and last the problem, the one row that many share.
CREATE OR REPLACE FUNCTION finish_submission(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  j rejudge_results%ROWTYPE;
BEGIN
  IF EXISTS (SELECT FROM submissions s WHERE s.id = p_id) THEN
    RETURN (SELECT v.told FROM settle_verdict(p_id, p_attempt, p_status, p_reason, p_cpu_ms, p_memory_bytes, p_compile_log, p_tests_done, p_tests,
      p_event_id, p_event_type, p_channel, p_envelope, gen_random_uuid()) v);
  END IF;
  IF NOT end_task(p_id, p_attempt) THEN
    RETURN false;
  END IF;
  UPDATE rejudge_results r
     SET new_status = p_status, reason = p_reason, cpu_ms = p_cpu_ms, memory_bytes = p_memory_bytes, compile_log = p_compile_log, tests = r.tests || p_tests
   WHERE r.id = p_id RETURNING * INTO j;
  IF NOT FOUND THEN
    PERFORM finish_package_check(p_id, p_status, p_reason);
    RETURN true;
  END IF;
  UPDATE rejudges r
     SET judged = r.judged + 1, changed = r.changed + (j.new_status <> j.old_status)::int, updated_at = clock_timestamp(),
         status = CASE WHEN r.status = 'RUNNING' AND r.judged + 1 = r.total THEN 'READY' ELSE r.status END
   WHERE r.id = j.rejudge_id;
  RETURN true;
END $$;

-- keep until 0.3.0: workers of 0.2 that know no scopes write verdicts with it
-- Writes a verdict as settle_verdict does; the wake-up of a scope is sent by the relay.
CREATE OR REPLACE FUNCTION settle_submission(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE sql AS $$
  SELECT v.told FROM settle_verdict(p_id, p_attempt, p_status, p_reason, p_cpu_ms, p_memory_bytes, p_compile_log, p_tests_done, p_tests, p_event_id,
    p_event_type, p_channel, p_envelope, gen_random_uuid()) v
$$;

-- Writes a verdict with the event that tells of it and the entry in its scope's log, once. `told`: false for an attempt that no longer judges. `wakes`:
-- the scope for which a wake-up was written under p_wake_id. One round trip, because between accepted and told nothing else waits for the database.
-- In a scope whose results are not told, nothing counts for problems and profiles: `tell_scope` adds it up later.
-- Locks: the task, the submission, the scope, the user's row for the problem, and last the problem.
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
    UPDATE problems p SET judged = p.judged + 1, accepted = p.accepted + (p_status = 'AC')::int WHERE p.id = v.problem_id;
  END IF;
END $$;

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

-- An entry is written once.
CREATE OR REPLACE TRIGGER contest_audit_immutable BEFORE UPDATE ON contest_audit FOR EACH ROW EXECUTE FUNCTION contest_audit_stays();

-- What a board was counted from stays.
CREATE OR REPLACE TRIGGER judge_scope_log_immutable BEFORE UPDATE OR DELETE ON judge_scope_log
  FOR EACH ROW EXECUTE FUNCTION scope_log_stays();
