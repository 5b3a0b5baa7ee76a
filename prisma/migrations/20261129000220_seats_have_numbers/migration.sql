-- Section, row and number are what a seat is known by; its label, which was row and number glued together, is for people. Halls that servers
-- of the version before import meanwhile get the number from the label. One after the other: the column, what it is of the seats there
-- are, and in the next migration what holds it.
ALTER TABLE "hall_seats" ADD COLUMN "number" TEXT;

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- keep until 0.4.0: halls that servers of version 0.2 import
-- Trigger of hall_seats: a seat that comes without its number has it from its label.
CREATE OR REPLACE FUNCTION fill_seat_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.number := hall_seat_number(NEW.label, NEW."row");
  RETURN NEW;
END $$;

-- keep until 0.4.0: halls that servers of version 0.2 import, which know a seat by its label alone
-- The number of a seat whose label is its row and its number. A label that says it otherwise is the number as a whole.
CREATE OR REPLACE FUNCTION hall_seat_number(p_label text, p_row text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN starts_with(p_label, p_row) AND length(p_label) > length(p_row) THEN substr(p_label, length(p_row) + 1) ELSE p_label END
$$;

-- keep until 0.4.0: halls that servers of version 0.2 import
-- A seat has a number of its own, whoever writes it.
CREATE OR REPLACE TRIGGER hall_seats_number BEFORE INSERT ON hall_seats
  FOR EACH ROW WHEN (NEW.number IS NULL) EXECUTE FUNCTION fill_seat_number();
