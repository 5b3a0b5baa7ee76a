-- Shows whose list has something to be done that no job may have come for: kept seats, free ones that somebody waits for, offers that are over.
CREATE OR REPLACE FUNCTION waiting_lists_due(p_limit int) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT d.id FROM (
    SELECT w.show_id AS id FROM (SELECT k.show_id, bool_or(k.accessible) AS accessible FROM waiting_list k WHERE k.status = 'WAITING' GROUP BY 1) w
      JOIN shows s ON s.id = w.show_id
     WHERE s.status = 'ON_SALE' AND s.starts_at > clock_timestamp() AND has_free_seats(w.show_id, 1, w.accessible)
    UNION SELECT h.pool_id FROM holds h WHERE h.status = 'ACTIVE' AND h.subject = 'waitinglist'
    UNION SELECT k.show_id FROM waiting_list k WHERE k.status = 'OFFERED' AND k.deadline <= clock_timestamp()) d
   -- Some may have nothing that fits anybody, again and again: chance lets all have their turn.
   ORDER BY random()
   LIMIT p_limit
$$;
