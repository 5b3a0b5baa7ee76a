-- How much there is of units `[p_from, p_until)` of pools of counters, and how much of it is free: those with a row, and with unit null what holds of all others; zero where
-- there are no others. What holds past their time keep counts as taken until it is swept up.
CREATE OR REPLACE FUNCTION counter_states(p_pools uuid[], p_from int, p_until int)
RETURNS TABLE (pool_id uuid, unit int, capacity int, free int, units_from int, units_until int)
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT p.id, NULL::int, coalesce(p.unit_capacity, 0), coalesce(p.unit_capacity, 0), p.units_from, p.units_until
    FROM reservation_pools p WHERE p.id = ANY (p_pools) AND p.kind = 'counters'
  UNION ALL
  SELECT c.pool_id, c.unit, c.capacity, c.free, NULL, NULL FROM pool_counters c
   WHERE c.pool_id = ANY (p_pools) AND c.unit >= p_from AND c.unit < p_until
$$;
