-- Bookings of a show that count are found also while they are paid for. What asks for held and confirmed ones alone finds them by the same index.
DROP INDEX bookings_show;
CREATE INDEX bookings_of_show ON bookings (show_id) WHERE status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED');
