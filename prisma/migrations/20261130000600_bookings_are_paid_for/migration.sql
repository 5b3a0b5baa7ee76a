-- A booking waits for its payment between being held and being confirmed: its hold is prolonged once, and it knows which payment confirmed it and, when it is
-- taken back, how much of that goes back. Validated apart, because that reads every booking.
ALTER TABLE "bookings" ADD COLUMN     "extended_at" TIMESTAMPTZ(3),
ADD COLUMN     "paid_by" UUID,
ADD COLUMN     "refund_percent" INTEGER;
ALTER TABLE bookings
  DROP CONSTRAINT bookings_status_known,
  ADD CONSTRAINT bookings_status_known CHECK (
    status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT', 'REFUSED', 'CONFIRMED', 'EXPIRED', 'CANCELLED')) NOT VALID,
  DROP CONSTRAINT bookings_held,
  ADD CONSTRAINT bookings_held CHECK (
    status NOT IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED', 'EXPIRED') OR
    (hold_id IS NOT NULL AND deadline IS NOT NULL AND price_minor IS NOT NULL AND currency IS NOT NULL AND lines IS NOT NULL)) NOT VALID,
  ADD CONSTRAINT bookings_paid CHECK (paid_by IS NULL OR status IN ('CONFIRMED', 'CANCELLED')) NOT VALID,
  ADD CONSTRAINT bookings_refund CHECK (
    refund_percent IS NULL OR (status = 'CANCELLED' AND paid_by IS NOT NULL AND refund_percent BETWEEN 0 AND 100)) NOT VALID;

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- EXTEND. An ACTIVE hold that is not past its time, and still has all it was given, lasts until p_until, or as long as before if that is longer.
-- Returns its end; null: it was over, and nothing was changed.
-- Locks: the hold, then its seats. Counters do not know how long a piece is held.
CREATE OR REPLACE FUNCTION reservation_extend(p_hold uuid, p_until timestamptz) RETURNS timestamptz
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  h holds%ROWTYPE;
  v_own int;
  v_until timestamptz;
BEGIN
  SELECT * INTO h FROM holds k WHERE k.id = p_hold FOR UPDATE;
  v_own := cardinality(h.units);
  IF EXISTS (SELECT FROM reservation_pools p WHERE p.id = h.pool_id AND p.kind = 'seats') THEN
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
  END IF;
  IF h.status IS DISTINCT FROM 'ACTIVE' OR v_own < cardinality(h.units) OR h.expires_at <= clock_timestamp() THEN
    RETURN NULL;
  END IF;
  v_until := greatest(h.expires_at, p_until);
  UPDATE holds k SET expires_at = v_until WHERE k.id = h.id;
  -- Seats of the house stay closed for longer than their hold.
  UPDATE pool_seats s SET held_until = greatest(s.held_until, v_until) WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) AND s.hold_id = h.id;
  RETURN v_until;
END $$;

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
