-- The function that workers of 0.1 call is the one of today with its events, and no copy of it.

-- keep until 0.3.0: the worker of version 0.1
-- As offer_free_seats, and returns the events of what that has changed. Locks: see waiting_list_lock.
CREATE OR REPLACE FUNCTION offer_seats_of(p_show uuid, p_seconds float8, p_grace float8) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_changed uuid[];
  v_touched int[];
BEGIN
  SELECT o.changed, o.touched INTO v_changed, v_touched FROM offer_free_seats(p_show, p_seconds, p_grace) o;
  RETURN QUERY SELECT * FROM announce_seats(p_show, v_touched);
  RETURN QUERY SELECT * FROM announce_waiting_entries(v_changed);
END $$;
