-- Why no task of a class is taken in from a user at the moment; null: it is.
-- One request of a user at a time from here to its commit, or requests sent together would all see the same number waiting.
CREATE OR REPLACE FUNCTION refuse_task(p_class int, p_user_id uuid, p_depth_limit int, p_user_depth_limit int) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT c.draining FROM judge_control c) THEN
    RETURN 'draining';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  IF (SELECT count(*) FROM (SELECT FROM judge_tasks t WHERE t.class = p_class AND t.status = 'QUEUED' LIMIT p_depth_limit) w) >= p_depth_limit THEN
    RETURN 'queue_full';
  END IF;
  IF (SELECT count(*) FROM (SELECT FROM judge_tasks t WHERE t.user_id = p_user_id AND t.class = p_class AND t.status <> 'ENDED' AND t.status = 'QUEUED'
                             LIMIT p_user_depth_limit) w) >= p_user_depth_limit THEN
    RETURN 'user_queue_full';
  END IF;
  RETURN NULL;
END $$;
