-- Apart, because it reads every booking and locks nobody out meanwhile.
ALTER TABLE bookings
  VALIDATE CONSTRAINT bookings_status_known,
  VALIDATE CONSTRAINT bookings_held,
  VALIDATE CONSTRAINT bookings_paid,
  VALIDATE CONSTRAINT bookings_refund;
