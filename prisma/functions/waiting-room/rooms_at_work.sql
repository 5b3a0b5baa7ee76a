-- Rooms the controller has something to do in: to be drawn, with places to be told, or with somebody who waits or is inside.
CREATE OR REPLACE FUNCTION rooms_at_work() RETURNS TABLE (show_id uuid, drawn boolean, batch float8, served int, per_second float8)
LANGUAGE sql STABLE AS $$
  SELECT r.show_id, r.drawn_at IS NOT NULL, r.batch, r.served, r.per_second FROM rooms r JOIN shows s ON s.id = r.show_id
   WHERE s.waiting_room AND s.status = 'ON_SALE' AND s.sale_opens_at <= clock_timestamp() AND s.starts_at > clock_timestamp()
     AND (r.drawn_at IS NULL OR r.announced < r.entrants
          OR EXISTS (SELECT FROM room_entries e WHERE e.show_id = r.show_id AND e.status IN ('WAITING', 'ADMITTED')))
   ORDER BY r.show_id
$$;
