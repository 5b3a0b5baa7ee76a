-- Keeps what a hold gave back for the waiting list, if somebody waits, and wakes the list. Whatever ends a hold (cancel, release, expiry, a
-- declined offer) comes by here. The seats it gave back are locked by this transaction already, so keeping them for the list waits for nobody.
CREATE OR REPLACE FUNCTION keep_for_waiting_list() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_seats int[];
BEGIN
  IF EXISTS (SELECT FROM waiting_list w WHERE w.show_id = NEW.pool_id AND w.status = 'WAITING') THEN
    v_seats := ARRAY(SELECT s.seat FROM pool_seats s WHERE s.pool_id = NEW.pool_id AND s.seat = ANY (NEW.units) AND s.state = 'FREE' ORDER BY s.seat);
    IF cardinality(v_seats) > 0 THEN
      -- For as long as a worker that died may take to be replaced; then they are anybody's.
      PERFORM hold_seats(ARRAY[(new_id(), NEW.pool_id, NEW.pool_id, v_seats, 1, NULL, 60, 'waitinglist', NEW.pool_id)::hold_request]);
    END IF;
    PERFORM wake_waiting_list(NEW.pool_id);
  ELSIF NEW.subject = 'offer' THEN
    PERFORM wake_waiting_list(NEW.pool_id);
  END IF;
  RETURN NULL;
END $$;
