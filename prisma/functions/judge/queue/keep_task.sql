-- Renews the lease of a task that this attempt still holds. keep_task and end_task are the fence: every effect of a judge begins with one of
-- them, and has none when it is false.
CREATE OR REPLACE FUNCTION keep_task(p_id uuid, p_attempt int, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE';
  RETURN FOUND;
END $$;
