-- keep until 0.3.0: the api of version 0.1
-- Stops waiting, or declines the offer: its seats are kept for the next. Returns the events.
-- Locks: the entry, then its hold and seats.
CREATE OR REPLACE FUNCTION leave_waiting_list(p_show uuid, p_user uuid) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  w waiting_list%ROWTYPE;
BEGIN
  SELECT * INTO w FROM waiting_list k WHERE k.show_id = p_show AND k.user_id = p_user AND k.status IN ('WAITING', 'OFFERED') FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE waiting_list k SET status = 'LEFT', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = w.id;
  RETURN QUERY SELECT * FROM announce_waiting_entries(ARRAY[w.id]);
  IF w.status = 'OFFERED' THEN
    PERFORM keep_ended_holds(ARRAY(SELECT e FROM reservation_end(ARRAY[w.hold_id], 'RELEASED') e));
    RETURN QUERY SELECT * FROM announce_seats(p_show, w.seats);
  END IF;
END $$;
