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
        -- Behind OFFSET 0, or the planner may read the whole hall for each booking, by whichever index begins with the hall.
        FROM unnest(b.seats) AS n(seat), LATERAL (SELECT k.* FROM hall_seats k WHERE k.hall_id = s.hall_id AND k.seat = n.seat OFFSET 0) l
        JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone) p
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
