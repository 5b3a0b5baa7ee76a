-- A pool of numbered seats. Costs one row however many there are.
CREATE OR REPLACE FUNCTION open_seat_pool(p_id uuid, p_seats int) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO reservation_pools (id, kind, capacity) VALUES (p_id, 'seats', p_seats) ON CONFLICT (id) DO NOTHING
$$;
