-- keep until 0.3.0: the api of version 0.1
-- The user gives it up: QUEUED or HELD becomes CANCELLED, the seats are free again.
-- outcome: cancelled | already | missing | confirmed | closed; first row, without an event
-- Locks: the booking, then its hold and seats.
CREATE OR REPLACE FUNCTION cancel_booking(p_id uuid, p_user uuid) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  b bookings%ROWTYPE;
  v_outcome text := 'cancelled';
BEGIN
  SELECT * INTO b FROM bookings k WHERE k.id = p_id AND k.user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    v_outcome := 'missing';
  ELSIF b.status = 'CANCELLED' THEN
    v_outcome := 'already';
  ELSIF b.status = 'CONFIRMED' THEN
    v_outcome := 'confirmed';
  ELSIF b.status NOT IN ('QUEUED', 'HELD') THEN
    v_outcome := 'closed';
  END IF;
  RETURN QUERY SELECT v_outcome, NULL::uuid, NULL::text, NULL::jsonb;
  IF v_outcome = 'cancelled' THEN
    UPDATE bookings k SET status = 'CANCELLED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = p_id;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_id]) e;
    IF b.status = 'HELD' THEN
      PERFORM keep_ended_holds(ARRAY(SELECT e FROM reservation_end(ARRAY[b.hold_id], 'RELEASED') e));
      RETURN QUERY SELECT v_outcome, e.* FROM announce_seats(b.show_id, b.seats) e;
    END IF;
  END IF;
END $$;
