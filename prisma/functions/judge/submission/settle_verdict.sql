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
    -- Most are no better than what is kept, and nothing is counted for them. The row for the problem is locked, so it stays so.
    IF p_status = 'AC' AND NOT EXISTS (
      SELECT FROM problem_bests b
       WHERE (b.problem_id, b.version, b.language, b.user_id) = (v.problem_id, v.problem_version, v.language, v.user_id)
         AND b.cpu_ms <= p_cpu_ms AND b.memory_bytes <= p_memory_bytes) THEN
      PERFORM refresh_bests(jsonb_build_array(jsonb_build_object(
        'problem_id', v.problem_id, 'version', v.problem_version, 'language', v.language, 'user_id', v.user_id)));
    END IF;
    UPDATE problems p SET judged = p.judged + 1, accepted = p.accepted + (p_status = 'AC')::int WHERE p.id = v.problem_id;
  END IF;
END $$;
