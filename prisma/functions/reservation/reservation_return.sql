-- RETURN. What was sold is taken back and free again: CONVERTED holds become RETURNED, and are returned; the others were not sold, or are back already.
-- Locks: holds by id, then seats and counters in order.
CREATE OR REPLACE FUNCTION reservation_return(p_holds uuid[]) RETURNS SETOF holds
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  v_sold holds[];
BEGIN
  SELECT array_agg(h) INTO v_sold FROM (
    SELECT * FROM holds h WHERE h.id = ANY (p_holds) AND h.status = 'CONVERTED' ORDER BY h.id FOR UPDATE) h;
  IF v_sold IS NULL THEN
    RETURN;
  END IF;
  PERFORM FROM pool_seats s WHERE (s.pool_id, s.seat) IN (SELECT q.pool_id, u FROM unnest(v_sold) q, unnest(q.units) u) ORDER BY s.pool_id, s.seat FOR UPDATE;
  UPDATE pool_seats s SET state = 'FREE', hold_id = NULL, version = s.version + 1
    FROM (SELECT q.id, q.pool_id, u.seat FROM unnest(v_sold) q, unnest(q.units) AS u(seat) OFFSET 0) q
   WHERE s.pool_id = q.pool_id AND s.seat = q.seat AND s.hold_id = q.id AND s.state = 'SOLD';
  PERFORM FROM pool_counters c WHERE (c.pool_id, c.unit) IN (SELECT q.pool_id, u FROM unnest(v_sold) q, unnest(q.units) u) ORDER BY c.pool_id, c.unit FOR UPDATE;
  UPDATE pool_counters c SET free = c.free + g.n, sold = c.sold - g.n
    FROM (SELECT q.pool_id, u.unit, sum(q.quantity)::int AS n FROM unnest(v_sold) q, unnest(q.units) AS u(unit) GROUP BY 1, 2) g
   WHERE c.pool_id = g.pool_id AND c.unit = g.unit;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity)
  SELECT q.pool_id, q.id, 'sold', 'free', cardinality(q.units) * q.quantity FROM unnest(v_sold) q;
  UPDATE holds h SET status = 'RETURNED', ended_at = clock_timestamp() WHERE h.id IN (SELECT q.id FROM unnest(v_sold) q);
  RETURN QUERY SELECT q.* FROM unnest(v_sold) q;
END $$;
