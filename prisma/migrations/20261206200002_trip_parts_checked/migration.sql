-- By itself, for it reads the table.
ALTER TABLE trip_parts VALIDATE CONSTRAINT trip_parts_state;
ALTER TABLE trip_parts VALIDATE CONSTRAINT trip_parts_refund;
