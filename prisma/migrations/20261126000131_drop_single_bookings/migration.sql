-- What bookings were placed and decided with before there were batches of them (docs/adr/0012): the version that brought the batches calls none of it.
DROP FUNCTION hold_bookings(uuid[], float8);
DROP FUNCTION nearest_seats_of(uuid, int, bookings[]);
DROP FUNCTION place_bookings(uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], int);
