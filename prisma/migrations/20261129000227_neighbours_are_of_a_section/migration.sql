-- Two sections may have a row of one name; neighbours are of one row of one section.

-- Of these seats of a show as many as are wanted, of a zone or of any: side by side in one row if that is possible, the first ones otherwise.
-- Null when there are not so many.
CREATE OR REPLACE FUNCTION choose_seats(p_show uuid, p_free int[], p_quantity int, p_zone text) RETURNS int[]
LANGUAGE sql STABLE AS $$
  WITH fit AS (
    SELECT l.seat, l.section, l."row", l."column" FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (p_free)
     WHERE s.id = p_show AND (p_zone IS NULL OR l.zone = p_zone)),
  runs AS (
    SELECT array_agg(f.seat) OVER w AS seats, max(f."column") OVER w - f."column" + 1 = p_quantity AND count(*) OVER w = p_quantity AS whole
      FROM fit f WINDOW w AS (PARTITION BY f.section, f."row" ORDER BY f."column" ROWS BETWEEN CURRENT ROW AND p_quantity - 1 FOLLOWING)),
  chosen AS (
    (SELECT 1 AS rank, r.seats FROM runs r WHERE r.whole ORDER BY r.seats[1] LIMIT 1)
    UNION ALL
    (SELECT 2, array_agg(f.seat) FROM (SELECT f.seat FROM fit f ORDER BY f.seat LIMIT p_quantity) f HAVING count(*) = p_quantity))
  SELECT ARRAY(SELECT u FROM unnest(c.seats) u ORDER BY u) FROM chosen c ORDER BY c.rank LIMIT 1
$$;
