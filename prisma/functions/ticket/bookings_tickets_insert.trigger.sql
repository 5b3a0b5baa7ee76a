-- A booking that is confirmed as it is made has its tickets at once.
CREATE OR REPLACE TRIGGER bookings_tickets_insert AFTER INSERT ON bookings
  FOR EACH ROW WHEN (NEW.status = 'CONFIRMED') EXECUTE FUNCTION tickets_follow_booking();
