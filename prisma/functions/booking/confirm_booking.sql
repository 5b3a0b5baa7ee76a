-- keep until 0.3.0: the api of version 0.1
-- What the payment will call: a HELD booking becomes CONFIRMED. p_late: also when its time is over, if nobody has taken its seats.
-- outcome: confirmed | already | missing | expired | closed; first row, without an event
-- Locks: the booking, then its hold and seats.
CREATE OR REPLACE FUNCTION confirm_booking(p_id uuid, p_user uuid, p_late boolean) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  b bookings%ROWTYPE;
  v_outcome text;
BEGIN
  SELECT * INTO b FROM bookings k WHERE k.id = p_id AND k.user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    v_outcome := 'missing';
  ELSIF b.status = 'CONFIRMED' THEN
    v_outcome := 'already';
  ELSIF b.status = 'EXPIRED' THEN
    v_outcome := 'expired';
  ELSIF b.status <> 'HELD' OR EXISTS (SELECT FROM shows s WHERE s.id = b.show_id AND s.status = 'CANCELLED') THEN
    v_outcome := 'closed';
  ELSE
    v_outcome := reservation_confirm(b.hold_id, p_late);
  END IF;
  RETURN QUERY SELECT v_outcome, NULL::uuid, NULL::text, NULL::jsonb;
  IF v_outcome = 'confirmed' THEN
    UPDATE bookings k SET status = 'CONFIRMED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = p_id;
    PERFORM issue_tickets(ARRAY[p_id]);
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_id]) e;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_seats(b.show_id, b.seats) e;
  END IF;
END $$;
