-- Gives back the seats that holds still have, and closes them. The holds are locked by the caller; seats by pool and number are locked here.
CREATE OR REPLACE FUNCTION end_seat_holds(p_holds holds[], p_status text) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_pool uuid;
  v_given int;
  h holds;
BEGIN
  FOR v_pool IN SELECT DISTINCT q.pool_id FROM unnest(p_holds) q ORDER BY 1 LOOP
    PERFORM FROM pool_seats s
      WHERE s.pool_id = v_pool AND s.seat = ANY (ARRAY(SELECT u FROM unnest(p_holds) q, unnest(q.units) u WHERE q.pool_id = v_pool))
      ORDER BY s.seat FOR UPDATE;
  END LOOP;
  FOREACH h IN ARRAY p_holds LOOP
    UPDATE pool_seats s SET state = 'FREE', hold_id = NULL, held_until = NULL, version = s.version + 1
     WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) AND s.hold_id = h.id AND s.state = 'HELD';
    GET DIAGNOSTICS v_given = ROW_COUNT;
    IF v_given > 0 THEN
      INSERT INTO movements (pool_id, hold_id, source, target, quantity) VALUES (h.pool_id, h.id, 'held', 'free', v_given);
    END IF;
  END LOOP;
  UPDATE holds q SET status = p_status, ended_at = clock_timestamp() WHERE q.id = ANY (ARRAY(SELECT e.id FROM unnest(p_holds) e));
END $$;
