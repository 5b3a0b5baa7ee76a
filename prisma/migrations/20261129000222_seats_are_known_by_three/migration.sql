-- Two seats are the same exactly when section, row and number are. What is written from now on is in NFC, so that two ways to write one accent
-- make one seat; what was written before is not asked. A place of a standing area is a number of the hall's like a seat.
CREATE UNIQUE INDEX "hall_seats_hall_id_section_row_number_key" ON "hall_seats"("hall_id", "section", "row", "number");
ALTER TABLE hall_seats
  ADD CONSTRAINT hall_seats_number_there CHECK (number IS NOT NULL AND number <> '') NOT VALID,
  ADD CONSTRAINT hall_seats_nfc CHECK (section IS NFC NORMALIZED AND "row" IS NFC NORMALIZED AND number IS NFC NORMALIZED) NOT VALID,
  DROP CONSTRAINT hall_seats_kind_known,
  ADD CONSTRAINT hall_seats_kind_known CHECK (kind IN ('seat', 'wheelchair', 'companion', 'place')) NOT VALID;
