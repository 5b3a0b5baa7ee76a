-- Are there so many free seats at all, wherever they are?
CREATE OR REPLACE FUNCTION has_free_seats(p_pool uuid, p_seats int) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p.capacity - (SELECT count(*) FROM pool_seats s WHERE s.pool_id = p.id AND (s.state = 'SOLD' OR s.held_until > clock_timestamp())) >= p_seats
    FROM reservation_pools p WHERE p.id = p_pool
$$;
