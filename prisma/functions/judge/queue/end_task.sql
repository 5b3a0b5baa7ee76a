-- Ends a task that this attempt still holds; false when it lost it, and then nothing may be written. See keep_task.
CREATE OR REPLACE FUNCTION end_task(p_id uuid, p_attempt int) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp()
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE';
  RETURN FOUND;
END $$;
