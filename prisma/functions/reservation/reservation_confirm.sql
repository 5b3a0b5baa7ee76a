-- CONFIRM. Held becomes sold, if the hold is ACTIVE and still has all it was given.
-- outcome: confirmed | already (it was before) | expired | released | returned | missing
-- p_late: also past its time, as long as nobody has taken any of it over (money that was captured too late).
-- Locks: the hold, then its seats or counters in order.
CREATE OR REPLACE FUNCTION reservation_confirm(p_hold uuid, p_late boolean) RETURNS text
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  h holds%ROWTYPE;
  v_kind text;
  v_own int;
BEGIN
  SELECT * INTO h FROM holds WHERE id = p_hold FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'missing';
  ELSIF h.status <> 'ACTIVE' THEN
    RETURN CASE h.status WHEN 'CONVERTED' THEN 'already' ELSE lower(h.status) END;
  END IF;
  SELECT p.kind INTO v_kind FROM reservation_pools p WHERE p.id = h.pool_id;
  IF v_kind = 'seats' THEN
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
    IF v_own < cardinality(h.units) OR (NOT p_late AND h.expires_at <= clock_timestamp()) THEN
      RETURN 'expired';
    END IF;
    UPDATE pool_seats s SET state = 'SOLD', held_until = NULL, version = s.version + 1 WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units);
  ELSE
    PERFORM FROM pool_counters c WHERE c.pool_id = h.pool_id AND c.unit = ANY (h.units) ORDER BY c.unit FOR UPDATE;
    IF NOT p_late AND h.expires_at <= clock_timestamp() THEN
      RETURN 'expired';
    END IF;
    UPDATE pool_counters c SET held = c.held - h.quantity, sold = c.sold + h.quantity WHERE c.pool_id = h.pool_id AND c.unit = ANY (h.units);
  END IF;
  UPDATE holds SET status = 'CONVERTED', ended_at = clock_timestamp() WHERE id = p_hold;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity) VALUES (h.pool_id, h.id, 'held', 'sold', cardinality(h.units) * h.quantity);
  RETURN 'confirmed';
END $$;
