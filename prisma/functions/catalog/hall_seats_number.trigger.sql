-- keep until 0.4.0: halls that servers of version 0.2 import
-- A seat has a number of its own, whoever writes it.
CREATE OR REPLACE TRIGGER hall_seats_number BEFORE INSERT ON hall_seats
  FOR EACH ROW WHEN (NEW.number IS NULL) EXECUTE FUNCTION fill_seat_number();
