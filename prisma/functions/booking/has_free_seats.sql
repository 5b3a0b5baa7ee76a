-- Are there so many free seats at all, wherever they are? Of ordinary ones, or with p_accessible of all kinds.
CREATE OR REPLACE FUNCTION has_free_seats(p_pool uuid, p_seats int, p_accessible boolean DEFAULT true) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p.capacity - (SELECT count(*) FROM pool_seats s WHERE s.pool_id = p.id AND (s.state = 'SOLD' OR s.held_until > clock_timestamp()))
         - CASE WHEN p_accessible THEN 0 ELSE (
             SELECT count(*) FROM shows h JOIN hall_seats k ON k.hall_id = h.hall_id AND k.kind IN ('wheelchair', 'companion') WHERE h.id = p.id
                AND NOT EXISTS (SELECT FROM pool_seats s WHERE s.pool_id = p.id AND s.seat = k.seat AND (s.state = 'SOLD' OR s.held_until > clock_timestamp()))) END
         >= p_seats
    FROM reservation_pools p WHERE p.id = p_pool
$$;
