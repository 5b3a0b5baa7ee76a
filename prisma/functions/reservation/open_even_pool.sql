-- A pool of counters with one capacity for all units, `[p_from, p_until)`; null: no bound. Costs one row however many units there are.
CREATE OR REPLACE FUNCTION open_even_pool(p_id uuid, p_capacity int, p_from int, p_until int) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO reservation_pools (id, kind, unit_capacity, units_from, units_until) VALUES (p_id, 'counters', p_capacity, p_from, p_until)
  ON CONFLICT (id) DO NOTHING
$$;
