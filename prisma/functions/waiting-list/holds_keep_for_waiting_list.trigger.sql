CREATE OR REPLACE TRIGGER holds_keep_for_waiting_list AFTER UPDATE OF status ON holds
  FOR EACH ROW WHEN (OLD.status = 'ACTIVE' AND NEW.status IN ('RELEASED', 'EXPIRED') AND NEW.subject <> 'waitinglist')
  EXECUTE FUNCTION keep_for_waiting_list();
