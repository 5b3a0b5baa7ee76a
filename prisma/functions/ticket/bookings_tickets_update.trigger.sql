-- A booking that becomes confirmed, or is so no longer: its tickets follow.
CREATE OR REPLACE TRIGGER bookings_tickets_update AFTER UPDATE OF status ON bookings
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status = 'CONFIRMED' OR NEW.status = 'CONFIRMED'))
  EXECUTE FUNCTION tickets_follow_booking();
