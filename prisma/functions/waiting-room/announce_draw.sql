-- keep until 0.3.0: the worker of version 0.1
-- Tells the next p_slice entrants of a draw their places, in order. Whoever has left or was let in since has been told with that. Returns the events.
CREATE OR REPLACE FUNCTION announce_draw(p_show uuid, p_slice int) RETURNS SETOF outbox_event
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  r rooms%ROWTYPE;
  v_ids uuid[];
BEGIN
  SELECT * INTO r FROM rooms k WHERE k.show_id = p_show FOR UPDATE;
  IF NOT FOUND OR r.announced >= r.entrants THEN
    RETURN;
  END IF;
  v_ids := ARRAY(SELECT e.id FROM room_entries e WHERE e.show_id = p_show AND e.place > r.announced AND e.place <= least(r.entrants, r.announced + p_slice)
                    AND e.status = 'WAITING' ORDER BY e.place);
  UPDATE rooms SET announced = least(r.entrants, r.announced + p_slice) WHERE show_id = p_show;
  RETURN QUERY SELECT * FROM announce_room_entries(v_ids, NULL);
END $$;
