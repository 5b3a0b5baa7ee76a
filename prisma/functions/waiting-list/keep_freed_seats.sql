-- Seats that were given back are kept for whoever waits for their show, in the transaction that gave them back: they are locked by it already, so
-- this waits for nobody. `p_shows` and `p_seats` side by side. Returns the shows that somebody waits for.
CREATE OR REPLACE FUNCTION keep_freed_seats(p_shows uuid[], p_seats int[]) RETURNS SETOF uuid
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_shows uuid[] := ARRAY(
    SELECT g FROM (SELECT DISTINCT unnest(p_shows) AS g) g
     WHERE EXISTS (SELECT FROM waiting_list w WHERE w.show_id = g AND w.status = 'WAITING') ORDER BY g);
  v_requests hold_request[];
BEGIN
  IF cardinality(v_shows) = 0 THEN
    RETURN;
  END IF;
  -- For as long as a worker that died may take to be replaced; then they are anybody's.
  SELECT array_agg((new_id(), k.pool_id, k.pool_id, k.seats, 1, NULL, 60, 'waitinglist', k.pool_id)::hold_request ORDER BY k.pool_id) INTO v_requests
    FROM (SELECT s.pool_id, array_agg(s.seat ORDER BY s.seat) AS seats
            FROM (SELECT DISTINCT g.show_id, g.seat FROM unnest(p_shows, p_seats) AS g(show_id, seat) WHERE g.show_id = ANY (v_shows)) g
            JOIN pool_seats s ON s.pool_id = g.show_id AND s.seat = g.seat WHERE s.state = 'FREE' GROUP BY s.pool_id) k;
  IF v_requests IS NOT NULL THEN
    PERFORM hold_seats(v_requests);
  END IF;
  RETURN QUERY SELECT unnest(v_shows);
END $$;
