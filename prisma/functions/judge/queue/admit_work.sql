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
  -- What nobody could take up is not ahead of anybody (tasks_ahead).
  v_served text[] := served_languages();
BEGIN
  IF (SELECT c.draining FROM judge_control c) THEN
    refusal := 'draining';
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  v_turn := next_turn(p_class, p_user_id);
  SELECT count(*) FILTER (WHERE q.class = p_class), count(*) FILTER (WHERE q.class = p_class AND q.user_id = p_user_id),
         least(10000, count(*) FILTER (WHERE (q.class < p_class OR (q.turn, q.id) < (v_turn, p_id))
                                         AND (v_served IS NULL OR q.language = ANY (v_served))))
    INTO v_waiting, v_own, ahead
    FROM judge_tasks q WHERE q.status = 'QUEUED' AND q.class <= p_class;
  refusal := CASE WHEN v_waiting >= p_depth_limit THEN 'queue_full' WHEN v_own >= p_user_depth_limit THEN 'user_queue_full' END;
  IF refusal IS NULL THEN
    INSERT INTO judge_tasks (id, kind, class, turn, user_id, language) VALUES (p_id, p_kind, p_class, v_turn, p_user_id, p_language);
  END IF;
END $$;
