-- Apart, because it reads every booking and locks nobody out meanwhile.
ALTER TABLE bookings VALIDATE CONSTRAINT bookings_seats;
