-- What these seats are now. `p_pools` and `p_seats` side by side; those that were never wanted have no row.
CREATE OR REPLACE FUNCTION seat_states(p_pools uuid[], p_seats int[]) RETURNS TABLE (pool_id uuid, seat int, state text, version int)
LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
  SELECT s.pool_id, s.seat, s.state, s.version FROM (SELECT DISTINCT g.pool_id, g.seat FROM unnest(p_pools, p_seats) AS g(pool_id, seat)) g
    JOIN pool_seats s ON s.pool_id = g.pool_id AND s.seat = g.seat ORDER BY s.pool_id, s.seat
$$;
