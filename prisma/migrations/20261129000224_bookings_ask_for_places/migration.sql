-- A booking may ask for places of standing areas: so many of an area, which become numbers of the hall when it is decided. Until then it may have no seat.
ALTER TABLE "bookings" ADD COLUMN "places" JSONB;
ALTER TABLE bookings
  DROP CONSTRAINT bookings_seats,
  ADD CONSTRAINT bookings_seats CHECK (
    cardinality(seats) = cardinality(labels) AND (cardinality(seats) > 0 OR places IS NOT NULL OR status = 'QUEUED')) NOT VALID;
