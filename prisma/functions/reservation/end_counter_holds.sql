-- Gives back what holds of counters still have, and closes them. The holds are locked by the caller; counters by pool and unit are locked here.
CREATE OR REPLACE FUNCTION end_counter_holds(p_holds uuid[], p_status text) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
BEGIN
  PERFORM FROM pool_counters c
    WHERE (c.pool_id, c.unit) IN (SELECT h.pool_id, u.unit FROM holds h, unnest(h.units) AS u(unit) WHERE h.id = ANY (p_holds))
    ORDER BY c.pool_id, c.unit FOR UPDATE;
  UPDATE pool_counters c SET free = c.free + g.n, held = c.held - g.n
    FROM (SELECT h.pool_id, u.unit, sum(h.quantity)::int AS n FROM holds h, unnest(h.units) AS u(unit) WHERE h.id = ANY (p_holds) GROUP BY 1, 2) g
   WHERE c.pool_id = g.pool_id AND c.unit = g.unit;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity)
  SELECT h.pool_id, h.id, 'held', 'free', cardinality(h.units) * h.quantity FROM holds h WHERE h.id = ANY (p_holds);
  UPDATE holds h SET status = p_status, ended_at = v_now WHERE h.id = ANY (p_holds);
END $$;
