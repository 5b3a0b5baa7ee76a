-- A ticket for each seat of these confirmed bookings. A seat that has a good one already undoes the transaction.
CREATE OR REPLACE FUNCTION issue_tickets(p_bookings uuid[]) RETURNS void
LANGUAGE sql VOLATILE
SET plan_cache_mode = force_generic_plan
AS $$
  INSERT INTO tickets (id, number, booking_id, user_id, show_id, seat, label, zone)
  SELECT new_id(), new_ticket_number(), b.id, b.user_id, b.show_id, u.seat, u.label, l.zone
    FROM bookings b, unnest(b.seats, b.labels) AS u(seat, label), jsonb_to_recordset(b.lines) AS l(label text, zone text)
   WHERE b.id = ANY (p_bookings) AND b.status = 'CONFIRMED' AND l.label = u.label
   ORDER BY b.id, u.seat
$$;
