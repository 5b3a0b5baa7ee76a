-- Of these seats of a show as many as are wanted, of a zone or of any: side by side in one row if that is possible, the first ones otherwise.
-- Null when there are not so many. An ordinary request is given ordinary seats, or places of standing areas. An accessible one is given one wheelchair space and, for those who
-- come along, companion seats of the same stretch of the row and ordinary seats. `bestSeats` has the same rule in TypeScript, and a test holds
-- the two against each other.
CREATE OR REPLACE FUNCTION choose_seats(p_show uuid, p_free int[], p_quantity int, p_zone text, p_accessible boolean DEFAULT false) RETURNS int[]
LANGUAGE sql STABLE AS $$
  WITH fit AS (
    -- `stretch`: neighbours without a gap. `spaces`: wheelchair spaces of it so far, so that those beside one are told from those beside the next.
    SELECT k.*, count(*) FILTER (WHERE k.kind = 'wheelchair') OVER (PARTITION BY k.section, k."row", k.stretch ORDER BY k."column") AS spaces
      FROM (SELECT l.seat, l.section, l."row", l."column", l.kind,
                   l."column" - row_number() OVER (PARTITION BY l.section, l."row" ORDER BY l."column") AS stretch
              FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (p_free)
             WHERE s.id = p_show AND (p_zone IS NULL OR l.zone = p_zone) AND CASE WHEN p_accessible THEN l.kind <> 'place' ELSE l.kind IN ('seat', 'place') END) k),
  runs AS (
    SELECT array_agg(f.seat) OVER w AS seats, max(f."column") OVER w - f."column" + 1 = p_quantity AND count(*) OVER w = p_quantity
             AND (NOT p_accessible OR count(*) FILTER (WHERE f.kind = 'wheelchair') OVER w = 1) AS whole
      FROM fit f WINDOW w AS (PARTITION BY f.section, f."row" ORDER BY f."column" ROWS BETWEEN CURRENT ROW AND p_quantity - 1 FOLLOWING)),
  space AS (
    SELECT w.*, ARRAY(SELECT o.seat FROM fit o WHERE o.kind = 'companion' AND (o.section, o."row", o.stretch) = (w.section, w."row", w.stretch)
                         AND o.spaces IN (w.spaces - 1, w.spaces)) AS company
      FROM fit w WHERE w.kind = 'wheelchair'),
  chosen AS (
    (SELECT 1 AS rank, r.seats FROM runs r WHERE r.whole ORDER BY r.seats[1] LIMIT 1)
    UNION ALL
    (SELECT 2, array_agg(f.seat) FROM (SELECT f.seat FROM fit f WHERE NOT p_accessible ORDER BY f.seat LIMIT p_quantity) f HAVING count(*) = p_quantity)
    UNION ALL
    (SELECT 2, w.seat || ARRAY(
              SELECT o.seat FROM fit o WHERE o.kind = 'seat' OR o.seat = ANY (w.company)
               ORDER BY (o.section, o."row") = (w.section, w."row") DESC, abs(o."column" - w."column"), o.seat LIMIT p_quantity - 1)
       FROM space w WHERE cardinality(w.company) + (SELECT count(*) FROM fit o WHERE o.kind = 'seat') >= p_quantity - 1
      ORDER BY w.seat LIMIT 1))
  SELECT ARRAY(SELECT u FROM unnest(c.seats) u ORDER BY u) FROM chosen c ORDER BY c.rank LIMIT 1
$$;
