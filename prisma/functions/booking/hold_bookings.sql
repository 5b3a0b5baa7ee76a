-- keep until 0.3.0: a worker of version 0.1 from before bookings were placed in batches
-- A worker's batch: holds and prices what is QUEUED of these bookings, in the order they came in, or refuses it.
-- Returns the events. A booking that is no longer QUEUED is left alone: somebody else decided it.
-- As before but for the refused.
CREATE OR REPLACE FUNCTION hold_bookings(p_ids uuid[], p_seconds float8) RETURNS SETOF outbox_event
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  v_bookings bookings[];
  v_results hold_result[];
  v_group record;
BEGIN
  SELECT array_agg(b) INTO v_bookings FROM (
    SELECT * FROM bookings b WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED' ORDER BY b.id FOR UPDATE) b;
  IF v_bookings IS NULL THEN
    RETURN;
  END IF;

  v_results := ARRAY(
    SELECT h FROM reservation_hold(ARRAY(
      SELECT (b.id, b.show_id, b.user_id, b.seats, 1, s.seats_per_user, p_seconds, 'booking', b.id)::hold_request
        FROM unnest(v_bookings) b JOIN shows s ON s.id = b.show_id
       WHERE s.status = 'ON_SALE' AND s.sale_opens_at <= clock_timestamp() AND s.starts_at > clock_timestamp()
       ORDER BY b.id)) h);

  UPDATE bookings u
     SET status = 'HELD', revision = u.revision + 1, hold_id = h.hold_id, deadline = h.expires_at, price_minor = p.total, currency = p.currency,
         lines = p.lines, updated_at = clock_timestamp()
    FROM unnest(v_results) h, LATERAL (
      SELECT sum(z.price_minor) AS total, s.currency,
             jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat) AS lines
        FROM bookings b JOIN shows s ON s.id = b.show_id JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (b.seats)
        JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone
       WHERE b.id = h.hold_id GROUP BY s.currency) p
   WHERE h.outcome = 'held' AND u.id = h.hold_id;

  -- Those who came too late: what is still free is found once for all who want as many seats of the same show.
  FOR v_group IN
    SELECT b.show_id, cardinality(b.seats) AS seats, array_agg(b) AS bookings, has_free_seats(b.show_id, cardinality(b.seats)) AS free
      FROM unnest(v_results) h JOIN unnest(v_bookings) b ON b.id = h.hold_id WHERE h.outcome = 'taken' GROUP BY 1, 2
  LOOP
    UPDATE bookings u
       SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), alternatives = a.alternatives,
           reason = CASE WHEN v_group.free THEN 'seats_taken' ELSE 'sold_out' END
      FROM (SELECT n.id, n.alternatives FROM nearest_seats_of(v_group.show_id, v_group.seats, v_group.bookings) n WHERE v_group.free
            UNION ALL SELECT b.id, '[]' FROM unnest(v_group.bookings) b WHERE NOT v_group.free) a
     WHERE u.id = a.id;
  END LOOP;

  UPDATE bookings u
     SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), alternatives = '[]',
         reason = CASE WHEN h.outcome IS NOT NULL THEN h.outcome
                       WHEN s.status IS DISTINCT FROM 'ON_SALE' THEN 'show_cancelled'
                       WHEN s.starts_at <= clock_timestamp() THEN 'show_started'
                       ELSE 'sale_not_open' END
    FROM unnest(v_bookings) b LEFT JOIN unnest(v_results) h ON h.hold_id = b.id LEFT JOIN shows s ON s.id = b.show_id
   WHERE u.id = b.id AND h.outcome IS DISTINCT FROM 'held' AND h.outcome IS DISTINCT FROM 'taken';

  RETURN QUERY SELECT * FROM announce_bookings(ARRAY(SELECT b.id FROM unnest(v_bookings) b));
  RETURN QUERY
  SELECT e.* FROM (
    SELECT b.show_id, array_agg(DISTINCT u.seat) AS seats FROM unnest(v_results) h JOIN unnest(v_bookings) b ON b.id = h.hold_id, unnest(b.seats) AS u(seat)
     WHERE h.outcome = 'held' GROUP BY b.show_id) c, LATERAL announce_seats(c.show_id, c.seats) e;
END $$;
