-- As take_attempt, of a refund that has not come to an end. NULL: another has it, or it is over.
-- Locks: the refund.
CREATE OR REPLACE FUNCTION take_refund(p_refund uuid, p_seconds float8) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  v_fence int;
BEGIN
  UPDATE refunds r SET lease_until = clock_timestamp() + make_interval(secs => p_seconds), fence = r.fence + 1
   WHERE r.id = p_refund AND r.status IN ('PENDING', 'SENT', 'PARKED') AND (r.lease_until IS NULL OR r.lease_until <= clock_timestamp())
   RETURNING r.fence INTO v_fence;
  RETURN v_fence;
END $$;
