-- When a show was sold, for its manager's chart. Bookings wait while it is made.
CREATE INDEX bookings_sold ON bookings (show_id, updated_at) WHERE status = 'CONFIRMED';
