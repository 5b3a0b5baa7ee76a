-- keep until 0.3.0: the worker of version 0.1
-- The sweeper's turn: ends up to so many holds that are past their time, with what they were made for. Returns the events.
-- Bookings before holds, as everywhere; one that somebody is working on is left for the next turn.
CREATE OR REPLACE FUNCTION sweep_holds(p_limit int) RETURNS SETOF outbox_event
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  -- A constant to the planner, unlike the clock: the index ends the search at what is due.
  v_now timestamptz := clock_timestamp();
  v_due holds[];
  v_bookings uuid[];
  v_ended holds[];
BEGIN
  v_due := ARRAY(SELECT h FROM holds h WHERE h.status = 'ACTIVE' AND h.expires_at <= v_now ORDER BY h.expires_at LIMIT p_limit);
  v_bookings := ARRAY(
    SELECT b.id FROM bookings b WHERE b.id IN (SELECT h.subject_id FROM unnest(v_due) h WHERE h.subject = 'booking')
     ORDER BY b.id FOR UPDATE SKIP LOCKED);
  v_ended := ARRAY(
    SELECT e FROM reservation_end(ARRAY(
      SELECT h.id FROM unnest(v_due) h WHERE h.subject <> 'booking' OR h.subject_id = ANY (v_bookings)
          OR NOT EXISTS (SELECT FROM bookings b WHERE b.id = h.subject_id)), 'EXPIRED') e);
  PERFORM keep_ended_holds(v_ended);
  UPDATE bookings b SET status = 'EXPIRED', revision = b.revision + 1, updated_at = clock_timestamp()
    FROM unnest(v_ended) h WHERE h.subject = 'booking' AND b.id = h.subject_id AND b.hold_id = h.id AND b.status IN ('HELD', 'AWAITING_PAYMENT');
  RETURN QUERY SELECT * FROM announce_bookings(ARRAY(SELECT h.subject_id FROM unnest(v_ended) h WHERE h.subject = 'booking'));
  RETURN QUERY
  SELECT e.* FROM (
    SELECT array_agg(h.pool_id) AS pools, array_agg(u.seat) AS seats
      FROM unnest(v_ended) h JOIN reservation_pools p ON p.id = h.pool_id AND p.kind = 'seats', unnest(h.units) AS u(seat)) c,
         LATERAL announce_seats_of(c.pools, c.seats) e;
END $$;
