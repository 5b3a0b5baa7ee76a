-- Seats of a show that could be offered, up to so many: those kept for the list first. Without p_kept only those that anybody could book.
CREATE OR REPLACE FUNCTION offerable_seats(p_show uuid, p_limit int, p_kept boolean DEFAULT true) RETURNS int[]
LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT l.seat FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id
      LEFT JOIN pool_seats p ON p.pool_id = s.id AND p.seat = l.seat LEFT JOIN holds h ON h.id = p.hold_id
     WHERE s.id = p_show
       AND (p.seat IS NULL OR p.state = 'FREE'
            OR (p.state = 'HELD' AND (p.held_until <= clock_timestamp() OR (p_kept AND h.status = 'ACTIVE' AND h.subject = 'waitinglist'))))
     ORDER BY (h.subject = 'waitinglist') IS NOT TRUE, l.seat LIMIT p_limit)
$$;
