-- Makes the tickets of a booking that is confirmed, and voids them when its confirmation is taken back. A trigger and not a line of
-- confirm_booking: whatever changes a booking, its tickets follow in the same transaction, or none of it happens.
CREATE OR REPLACE FUNCTION tickets_follow_booking() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'CONFIRMED' THEN
    INSERT INTO tickets (id, number, booking_id, user_id, show_id, seat, label, zone)
    SELECT new_id(), new_ticket_number(), NEW.id, NEW.user_id, NEW.show_id, u.seat, u.label, l.zone
      FROM unnest(NEW.seats, NEW.labels) AS u(seat, label) JOIN jsonb_to_recordset(NEW.lines) AS l(label text, zone text) ON l.label = u.label
     ORDER BY u.seat;
  ELSE
    UPDATE tickets t SET voided_at = clock_timestamp() WHERE t.booking_id = NEW.id AND t.voided_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
