-- keep until 0.3.0: the api of version 0.1
-- The offer becomes a HELD booking with the time every booking has; the hold passes over to it, so nobody can come between.
-- outcome: accepted | already | missing | none (nothing is offered) | expired; first row, without an event
-- Locks: the entry, its hold, its seats.
CREATE OR REPLACE FUNCTION accept_offer(p_show uuid, p_user uuid, p_booking uuid, p_seconds float8) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  w waiting_list%ROWTYPE;
  h holds%ROWTYPE;
  v_own int;
  v_until timestamptz;
  v_outcome text := 'accepted';
BEGIN
  SELECT * INTO w FROM waiting_list k WHERE k.show_id = p_show AND k.user_id = p_user ORDER BY k.seq DESC LIMIT 1 FOR UPDATE;
  IF NOT FOUND THEN
    v_outcome := 'missing';
  ELSIF w.status = 'ACCEPTED' THEN
    v_outcome := 'already';
  ELSIF w.status = 'EXPIRED' THEN
    v_outcome := 'expired';
  ELSIF w.status <> 'OFFERED' THEN
    v_outcome := 'none';
  ELSE
    SELECT * INTO h FROM holds k WHERE k.id = w.hold_id FOR UPDATE;
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
    IF h.status <> 'ACTIVE' OR w.deadline <= clock_timestamp() OR v_own < cardinality(h.units)
       OR NOT EXISTS (SELECT FROM shows s WHERE s.id = p_show AND s.status = 'ON_SALE' AND s.starts_at > clock_timestamp()) THEN
      v_outcome := 'expired';
    END IF;
  END IF;
  RETURN QUERY SELECT v_outcome, NULL::uuid, NULL::text, NULL::jsonb;
  IF v_outcome = 'accepted' THEN
    v_until := clock_timestamp() + make_interval(secs => p_seconds);
    UPDATE holds k SET subject = 'booking', subject_id = p_booking, expires_at = v_until WHERE k.id = h.id;
    UPDATE pool_seats s SET held_until = v_until WHERE s.pool_id = p_show AND s.seat = ANY (h.units);
    INSERT INTO bookings (id, user_id, show_id, seats, labels, status, revision, hold_id, deadline, price_minor, currency, lines)
    SELECT p_booking, p_user, p_show, w.seats, w.labels, 'HELD', 1, h.id, v_until, sum(z.price_minor), s.currency,
           jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat)
      FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (w.seats) JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone
     WHERE s.id = p_show GROUP BY s.currency;
    UPDATE waiting_list k SET status = 'ACCEPTED', revision = k.revision + 1, booking_id = p_booking, updated_at = clock_timestamp() WHERE k.id = w.id;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_booking]) e;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_waiting_entries(ARRAY[w.id]) e;
  END IF;
END $$;
