-- Gives whoever asks an attempt for a while, with a fence that nobody had before: what was heard under an older one does not count. NULL: another has it, and
-- will look once more when it is done.
-- Locks: the attempt.
CREATE OR REPLACE FUNCTION take_attempt(p_attempt uuid, p_seconds float8) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  v_fence int;
BEGIN
  UPDATE payment_attempts a SET lease_until = clock_timestamp() + make_interval(secs => p_seconds), fence = a.fence + 1, look_wanted = false
   WHERE a.id = p_attempt AND (a.lease_until IS NULL OR a.lease_until <= clock_timestamp())
   RETURNING a.fence INTO v_fence;
  IF v_fence IS NULL THEN
    UPDATE payment_attempts a SET look_wanted = true, next_look_at = least(a.next_look_at, a.lease_until) WHERE a.id = p_attempt;
  END IF;
  RETURN v_fence;
END $$;
