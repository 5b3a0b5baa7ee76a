-- Standing areas and house seats came with functions of their own beside those that know the gates: these know both. Comes after both.
DROP FUNCTION IF EXISTS choose_seats(p_show uuid, p_free integer[], p_quantity integer, p_zone text);
-- They may call each other.
SET LOCAL check_function_bodies = off;

-- A worker's batch: holds and prices what is QUEUED of these bookings, in the order they came in, or refuses it. Returns those it has decided, by id;
-- with one that is held the versions of its seats, in the order of the seats. Bookings whose seats are taken stay QUEUED and are returned in rows
-- without a booking, one for each show: its hall, their ids, seats and places, and its seats that are not free. So are bookings that ask for more places of a
-- standing area than there were for them. The caller looks for other seats and calls
-- refuse_booking_batch. A booking that is no longer QUEUED is left alone: somebody else decided it.
-- Locks: the shows (shared, so that one that is being cancelled is decided by what it is then), the bookings by id, then what assign_places and reservation_hold lock.
CREATE OR REPLACE FUNCTION decide_booking_batch(p_ids uuid[], p_seconds float8)
RETURNS TABLE (booking bookings, versions int[], hall_id uuid, late jsonb, taken int[])
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  v_ids uuid[];
  v_requests hold_request[];
  v_results hold_result[] := '{}';
  v_closed uuid[];
  v_reasons text[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(show_lock(k.show_id)) FROM (SELECT DISTINCT b.show_id FROM bookings b WHERE b.id = ANY (p_ids) ORDER BY 1) k;
  -- From here on a place of a standing area is a seat like any other.
  PERFORM assign_places(p_ids);
  SELECT array_agg(b.id), array_agg((b.id, b.show_id, b.user_id, b.seats, 1, s.seats_per_user, p_seconds, 'booking', b.id)::hold_request ORDER BY b.id)
                            FILTER (WHERE c.reason IS NULL AND CASE WHEN b.places IS NULL THEN true ELSE NOT lacks_places(b.places, b.seats) END),
         array_agg(b.id) FILTER (WHERE c.reason IS NOT NULL), array_agg(c.reason) FILTER (WHERE c.reason IS NOT NULL)
    INTO v_ids, v_requests, v_closed, v_reasons
    FROM (SELECT k.* FROM bookings k WHERE k.id = ANY (p_ids) AND k.status = 'QUEUED' ORDER BY k.id FOR UPDATE) b
    LEFT JOIN shows s ON s.id = b.show_id
    CROSS JOIN LATERAL (SELECT CASE WHEN s.status IS DISTINCT FROM 'ON_SALE' THEN 'show_cancelled'
                                    WHEN s.starts_at <= clock_timestamp() THEN 'show_started'
                                    WHEN s.sale_opens_at > clock_timestamp() THEN 'sale_not_open' END AS reason) c;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  IF v_requests IS NOT NULL THEN
    v_results := ARRAY(SELECT h FROM reservation_hold(v_requests) h);
  END IF;

  UPDATE bookings u
     SET status = 'HELD', revision = u.revision + 1, hold_id = h.hold_id, deadline = h.expires_at, price_minor = p.total, currency = p.currency,
         lines = p.lines, updated_at = clock_timestamp()
    FROM unnest(v_results) h JOIN bookings b ON b.id = h.hold_id JOIN shows s ON s.id = b.show_id, LATERAL (
      SELECT sum(z.price_minor) AS total, s.currency,
             jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat) AS lines
        FROM hall_seats l JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone WHERE l.hall_id = s.hall_id AND l.seat = ANY (b.seats)) p
   WHERE h.outcome = 'held' AND u.id = h.hold_id;

  UPDATE bookings u
     SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), alternatives = '[]', reason = r.reason
    FROM (SELECT h.hold_id AS id, h.outcome AS reason FROM unnest(v_results) h WHERE h.outcome NOT IN ('held', 'taken')
          UNION ALL SELECT c.* FROM unnest(v_closed, v_reasons) c) r
   WHERE u.id = r.id;

  RETURN QUERY
  SELECT b, CASE WHEN b.status = 'HELD' THEN ARRAY(
           SELECT p.version FROM pool_seats p WHERE p.pool_id = b.show_id AND p.seat = ANY (b.seats) ORDER BY p.seat) END, NULL::uuid, NULL::jsonb, NULL::int[]
    FROM bookings b WHERE b.id = ANY (v_ids) AND b.status <> 'QUEUED' ORDER BY b.id;
  RETURN QUERY
  SELECT NULL::bookings, NULL::int[], s.hall_id, t.late, ARRAY(
           SELECT p.seat FROM pool_seats p WHERE p.pool_id = s.id AND (p.state = 'SOLD' OR p.held_until > clock_timestamp()))
    FROM (SELECT b.show_id, jsonb_agg(jsonb_build_object('id', b.id, 'seats', b.seats, 'places', b.places) ORDER BY b.id) AS late
            FROM bookings b WHERE b.id = ANY (v_ids) AND b.status = 'QUEUED' GROUP BY b.show_id) t JOIN shows s ON s.id = t.show_id;
END $$;

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
