-- A pool of counters: units and how much there is of each.
CREATE OR REPLACE FUNCTION open_counter_pool(p_id uuid, p_units int[], p_capacities int[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reservation_pools (id, kind) VALUES (p_id, 'counters') ON CONFLICT (id) DO NOTHING;
  INSERT INTO pool_counters (pool_id, unit, capacity, free)
  SELECT p_id, u.unit, u.capacity, u.capacity FROM unnest(p_units, p_capacities) AS u(unit, capacity) ON CONFLICT DO NOTHING;
END $$;
