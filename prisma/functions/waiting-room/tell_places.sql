-- The next p_slice entrants of a draw who are to be told their places, in order; they count as told. Whoever has left or was let in since has been
-- told with that and is left out.
CREATE OR REPLACE FUNCTION tell_places(p_show uuid, p_slice int) RETURNS SETOF room_entries
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
  RETURN QUERY SELECT e.* FROM room_entries e WHERE e.id = ANY (v_ids) ORDER BY e.place;
END $$;
