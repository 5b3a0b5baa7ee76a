-- Bookings get their tickets from the verb that confirms them, or from the function of that name. One table in a migration: a lock
-- on bookings and on holds together would be taken against the order in which bookings take them.
DROP TRIGGER bookings_tickets_insert ON bookings;
DROP TRIGGER bookings_tickets_update ON bookings;
DROP FUNCTION tickets_follow_booking();
