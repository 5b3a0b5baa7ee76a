-- keep until 0.4.0: halls that servers of version 0.2 import
-- Trigger of hall_seats: a seat that comes without its number has it from its label.
CREATE OR REPLACE FUNCTION fill_seat_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.number := hall_seat_number(NEW.label, NEW."row");
  RETURN NEW;
END $$;
