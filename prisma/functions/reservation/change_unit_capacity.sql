-- Another capacity for all units of a pool that has one for all, also for those that have rows. Nothing is changed where more is held and sold than that.
-- Returns the units that stand in the way, and how much of each is taken; without any it is done. A hold past its time counts until it is swept up.
-- Locks: the pool, against rows that are being made; then its counters by unit.
CREATE OR REPLACE FUNCTION change_unit_capacity(p_pool uuid, p_capacity int) RETURNS TABLE (unit int, taken int)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  PERFORM FROM reservation_pools p WHERE p.id = p_pool AND p.unit_capacity IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the pool % has no capacity for all its units', p_pool;
  END IF;
  PERFORM FROM pool_counters c WHERE c.pool_id = p_pool ORDER BY c.unit FOR UPDATE;
  RETURN QUERY SELECT c.unit, c.held + c.sold FROM pool_counters c WHERE c.pool_id = p_pool AND c.held + c.sold > p_capacity ORDER BY c.unit;
  IF FOUND THEN
    RETURN;
  END IF;
  UPDATE pool_counters c SET capacity = p_capacity, free = p_capacity - c.held - c.sold WHERE c.pool_id = p_pool;
  UPDATE reservation_pools p SET unit_capacity = p_capacity WHERE p.id = p_pool;
END $$;
