-- keep until 0.3.0: hold_bookings
-- As nearest_seats, for many bookings that want as many seats of one show. Run in the same transaction, it gives the same answers.
CREATE OR REPLACE FUNCTION nearest_seats_of(p_show uuid, p_count int, p_bookings bookings[]) RETURNS TABLE (id uuid, alternatives jsonb)
LANGUAGE plpgsql STABLE
SET enable_hashjoin = on
AS $$
DECLARE
  v_hall uuid := (SELECT s.hall_id FROM shows s WHERE s.id = p_show);
  v_taken int[] := ARRAY(
    SELECT s.seat FROM pool_seats s WHERE s.pool_id = p_show AND (s.state = 'SOLD' OR s.held_until > clock_timestamp()));
BEGIN
  RETURN QUERY
  WITH blocks AS MATERIALIZED (
    SELECT r.seat, (r.x + r.last_x) / 2 AS x, r.y
      FROM (
        SELECT f.seat, f."row", f."column", f.x, f.y, lead(f.seat, p_count - 1) OVER w AS last_seat, lead(f."row", p_count - 1) OVER w AS last_row,
               lead(f."column", p_count - 1) OVER w AS last_column, lead(f.x, p_count - 1) OVER w AS last_x
          FROM hall_seats f LEFT JOIN unnest(v_taken) AS t(seat) ON t.seat = f.seat
         WHERE f.hall_id = v_hall AND t.seat IS NULL WINDOW w AS (ORDER BY f.seat)) r
     WHERE r.last_seat = r.seat + p_count - 1 AND r.last_row = r."row" AND r.last_column = r."column" + p_count - 1)
  SELECT b.id, (
    SELECT coalesce(jsonb_agg((SELECT jsonb_agg(l.label ORDER BY l.seat) FROM hall_seats l
                                WHERE l.hall_id = v_hall AND l.seat BETWEEN c.seat AND c.seat + p_count - 1)
                              ORDER BY c.far, c.rows, c.seat), '[]')
      FROM (SELECT k.seat, (k.x - m.x) ^ 2 + (k.y - m.y) ^ 2 AS far, abs(k.y - m.y) AS rows
              FROM blocks k ORDER BY far, rows, k.seat LIMIT 3) c)
    FROM unnest(p_bookings) b,
         LATERAL (SELECT avg(l.x) AS x, avg(l.y) AS y FROM hall_seats l WHERE l.hall_id = v_hall AND l.seat = ANY (b.seats)) m;
END $$;
