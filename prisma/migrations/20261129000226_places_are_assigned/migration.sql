-- Which places of a standing area a booking gets is decided together with its seats.

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- Numbers of so many places of a standing area, p_first to p_last, that nobody has, fewer when there are not so many. Which of them is all the same. As long
-- as some were never touched these are taken, one after the other: they are found without reading what is sold, and need no lock of a row that is
-- there. What was given back comes after them, and at last whatever lies between.
-- Locks nothing; one at a time per show while they are handed out (places_lock).
CREATE OR REPLACE FUNCTION free_places(p_show uuid, p_first int, p_last int, p_count int) RETURNS int[]
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_from int := coalesce((SELECT max(p.seat) FROM pool_seats p WHERE p.pool_id = p_show AND p.seat BETWEEN p_first AND p_last), p_first - 1) + 1;
  v_free int[] := ARRAY(SELECT generate_series(v_from, least(v_from + p_count - 1, p_last)));
BEGIN
  IF cardinality(v_free) < p_count THEN
    v_free := v_free || ARRAY(
      SELECT p.seat FROM pool_seats p WHERE p.pool_id = p_show AND p.seat BETWEEN p_first AND v_from - 1
         AND (p.state = 'FREE' OR p.held_until <= clock_timestamp()) ORDER BY p.seat LIMIT p_count - cardinality(v_free));
  END IF;
  IF cardinality(v_free) < p_count THEN
    v_free := v_free || ARRAY(
      SELECT n FROM generate_series(p_first, v_from - 1) n EXCEPT SELECT p.seat FROM pool_seats p WHERE p.pool_id = p_show AND p.seat BETWEEN p_first AND p_last
       ORDER BY 1 LIMIT p_count - cardinality(v_free));
  END IF;
  RETURN v_free;
END $$;

-- The advisory lock of a show's standing areas: whoever hands out their places does so alone, until the end of the transaction. After bookings, before
-- buyer and pool (advisory), holds and seats.
CREATE OR REPLACE FUNCTION places_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7405) $$;

-- Does a booking ask for more places of standing areas than it was given?
CREATE OR REPLACE FUNCTION lacks_places(p_places jsonb, p_seats int[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_places IS NOT NULL AND EXISTS (
    SELECT FROM jsonb_to_recordset(p_places) AS w(first int, last int, count int)
     WHERE (SELECT count(*) FROM unnest(p_seats) u WHERE u BETWEEN w.first AND w.last) < w.count)
$$;

-- Gives those of these QUEUED bookings that ask for places of standing areas numbers that are free, in the order they came in: all that a booking asks for, or none.
-- A booking that was given some before, and is QUEUED again, gives them back first. Nothing is held yet; whoever holds them afterwards, in the same
-- transaction, finds them free, unless an offer of the waiting list has just taken them.
-- Locks: the bookings by id, then the standing areas of their shows (advisory, by show).
CREATE OR REPLACE FUNCTION assign_places(p_ids uuid[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bookings b WHERE b.id = ANY (p_ids) AND b.places IS NOT NULL AND b.status = 'QUEUED') THEN
    RETURN;
  END IF;
  PERFORM FROM bookings b WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED' ORDER BY b.id FOR UPDATE;
  PERFORM pg_advisory_xact_lock(k.key)
     FROM (SELECT DISTINCT places_lock(b.show_id) AS key FROM bookings b WHERE b.id = ANY (p_ids) AND b.places IS NOT NULL AND b.status = 'QUEUED' ORDER BY 1) k;
  WITH wish AS MATERIALIZED (
      SELECT b.id, b.show_id, w.first, w.last, w.count, sum(w.count) OVER (PARTITION BY b.show_id, w.first ORDER BY b.id)::int - w.count AS before
        FROM bookings b, jsonb_to_recordset(b.places) AS w(first int, last int, count int) WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED'),
    free AS MATERIALIZED (
      SELECT n.show_id, n.first, free_places(n.show_id, n.first, n.last, n.count) AS places
        FROM (SELECT w.show_id, w.first, w.last, sum(w.count)::int AS count FROM wish w GROUP BY 1, 2, 3) n),
    given AS (SELECT w.id, w.count, f.places[w.before + 1 : w.before + w.count] AS places FROM wish w JOIN free f USING (show_id, first)),
    served AS (SELECT g.id, bool_and(cardinality(g.places) = g.count) AS whole FROM given g GROUP BY g.id),
    units AS (
      SELECT b.id, u.seat FROM served s JOIN bookings b ON b.id = s.id, unnest(b.seats) AS u(seat)
       WHERE NOT EXISTS (SELECT FROM wish w WHERE w.id = b.id AND u.seat BETWEEN w.first AND w.last)
      UNION ALL SELECT g.id, p FROM served s JOIN given g ON g.id = s.id, unnest(g.places) p WHERE s.whole),
    named AS (
      SELECT u.id, array_agg(l.seat ORDER BY l.seat) AS seats, array_agg(l.label ORDER BY l.seat) AS labels
        FROM units u JOIN bookings b ON b.id = u.id JOIN shows s ON s.id = b.show_id JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = u.seat GROUP BY u.id)
  UPDATE bookings b SET seats = coalesce(n.seats, '{}'), labels = coalesce(n.labels, '{}') FROM served s LEFT JOIN named n ON n.id = s.id WHERE b.id = s.id;
END $$;

-- A worker's batch: holds and prices what is QUEUED of these bookings, in the order they came in, or refuses it. Returns those it has decided, by id;
-- with one that is held the versions of its seats, in the order of the seats. Bookings whose seats are taken stay QUEUED and are returned in rows
-- without a booking, one for each show: its hall, their ids, seats and places, and its seats that are not free. So are bookings that ask for more places of a
-- standing area than there were for them. The caller looks for other seats and calls
-- refuse_booking_batch. A booking that is no longer QUEUED is left alone: somebody else decided it.
-- Locks: the bookings by id, then what assign_places and reservation_hold lock.
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

