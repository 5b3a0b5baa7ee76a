-- A call of confirm_booking that waited for the lock of the trigger's end goes on with the body it began with, and no trigger does its work
-- any more. A moment later such calls have ended.
SELECT pg_sleep(2) WHERE EXISTS (SELECT FROM bookings);
SELECT issue_tickets(ARRAY(
  SELECT b.id FROM bookings b
   WHERE b.status = 'CONFIRMED' AND NOT EXISTS (SELECT FROM tickets t WHERE t.booking_id = b.id AND t.voided_at IS NULL)));
