-- EXTEND. An ACTIVE hold that is not past its time, and still has all it was given, lasts until p_until, or as long as before if that is longer.
-- Returns its end; null: it was over, and nothing was changed.
-- Locks: the hold, then its seats. Counters do not know how long a piece is held.
CREATE OR REPLACE FUNCTION reservation_extend(p_hold uuid, p_until timestamptz) RETURNS timestamptz
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  h holds%ROWTYPE;
  v_own int;
  v_until timestamptz;
BEGIN
  SELECT * INTO h FROM holds k WHERE k.id = p_hold FOR UPDATE;
  v_own := cardinality(h.units);
  IF EXISTS (SELECT FROM reservation_pools p WHERE p.id = h.pool_id AND p.kind = 'seats') THEN
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
  END IF;
  IF h.status IS DISTINCT FROM 'ACTIVE' OR v_own < cardinality(h.units) OR h.expires_at <= clock_timestamp() THEN
    RETURN NULL;
  END IF;
  v_until := greatest(h.expires_at, p_until);
  UPDATE holds k SET expires_at = v_until WHERE k.id = h.id;
  -- Seats of the house stay closed for longer than their hold.
  UPDATE pool_seats s SET held_until = greatest(s.held_until, v_until) WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) AND s.hold_id = h.id;
  RETURN v_until;
END $$;
