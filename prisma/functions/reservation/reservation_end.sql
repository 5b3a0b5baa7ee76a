-- RELEASE and EXPIRE. Ends those of the holds that are ACTIVE (to expire: and past their time), returns them; the others are somebody else's by now.
-- Locks: holds by id, then seats or counters in order.
CREATE OR REPLACE FUNCTION reservation_end(p_holds uuid[], p_status text) RETURNS SETOF holds
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_held holds[];
BEGIN
  SELECT array_agg(h) INTO v_held FROM (
    SELECT * FROM holds h WHERE h.id = ANY (p_holds) AND h.status = 'ACTIVE' ORDER BY h.id FOR UPDATE) h
   WHERE p_status = 'RELEASED' OR h.expires_at <= clock_timestamp();
  IF v_held IS NULL THEN
    RETURN;
  END IF;
  PERFORM end_seat_holds(k.seats, p_status)
     FROM (SELECT array_agg(h) AS seats FROM unnest(v_held) h JOIN reservation_pools p ON p.id = h.pool_id WHERE p.kind = 'seats') k WHERE k.seats IS NOT NULL;
  PERFORM end_counter_holds(k.ids, p_status)
     FROM (SELECT array_agg(h.id) AS ids FROM unnest(v_held) h JOIN reservation_pools p ON p.id = h.pool_id WHERE p.kind = 'counters') k WHERE k.ids IS NOT NULL;
  RETURN QUERY SELECT h.* FROM unnest(v_held) h;
END $$;
