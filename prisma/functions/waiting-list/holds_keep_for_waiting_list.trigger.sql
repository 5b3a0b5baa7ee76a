-- What ends a hold comes by here, but not what ends the list's own: those end only to be offered.
CREATE OR REPLACE TRIGGER holds_keep_for_waiting_list AFTER UPDATE OF status ON holds
  FOR EACH ROW WHEN (OLD.status = 'ACTIVE' AND NEW.status IN ('RELEASED', 'EXPIRED') AND NEW.subject <> 'waitinglist')
  EXECUTE FUNCTION keep_for_waiting_list();
