-- Shows that were cancelled before their children went with them: the same for these, without telling anybody again.
UPDATE waiting_list w SET status = 'CLOSED', revision = w.revision + 1, updated_at = clock_timestamp()
  FROM shows s WHERE s.id = w.show_id AND s.status = 'CANCELLED' AND w.status IN ('WAITING', 'OFFERED');
UPDATE room_entries e SET status = 'EXPIRED', revision = e.revision + 1
  FROM shows s WHERE s.id = e.show_id AND s.status = 'CANCELLED' AND e.status IN ('WAITING', 'ADMITTED');
UPDATE tickets t SET voided_at = clock_timestamp() FROM shows s WHERE s.id = t.show_id AND s.status = 'CANCELLED' AND t.voided_at IS NULL;
UPDATE bookings b SET status = CASE b.status WHEN 'QUEUED' THEN 'REFUSED' ELSE 'CANCELLED' END, reason = 'show_cancelled', revision = b.revision + 1,
       updated_at = clock_timestamp()
  FROM shows s WHERE s.id = b.show_id AND s.status = 'CANCELLED' AND b.status IN ('QUEUED', 'HELD', 'CONFIRMED');
SELECT count(*) FROM shows s, LATERAL (
  SELECT FROM reservation_end(ARRAY(SELECT h.id FROM holds h WHERE h.pool_id = s.id AND h.status = 'ACTIVE'), 'RELEASED')
  UNION ALL SELECT FROM reservation_return(ARRAY(SELECT h.id FROM holds h WHERE h.pool_id = s.id AND h.status = 'CONVERTED'))) e
 WHERE s.status = 'CANCELLED';
