-- HAND OVER. What an ACTIVE hold of seats has is kept for another subject from now on, for so many seconds more, if it still has all it was given
-- and p_deadline has not come. Returns its new end; null: nothing was changed.
CREATE OR REPLACE FUNCTION reservation_hand_over(p_hold uuid, p_deadline timestamptz, p_subject text, p_subject_id uuid, p_seconds float8) RETURNS timestamptz
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  h holds%ROWTYPE;
  v_own int;
  v_until timestamptz;
BEGIN
  SELECT * INTO h FROM holds k WHERE k.id = p_hold FOR UPDATE;
  SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
    SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
  IF h.status IS DISTINCT FROM 'ACTIVE' OR v_own < cardinality(h.units) OR p_deadline <= clock_timestamp() THEN
    RETURN NULL;
  END IF;
  v_until := clock_timestamp() + make_interval(secs => p_seconds);
  UPDATE holds k SET subject = p_subject, subject_id = p_subject_id, expires_at = v_until WHERE k.id = h.id;
  UPDATE pool_seats s SET held_until = v_until WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units);
  RETURN v_until;
END $$;
