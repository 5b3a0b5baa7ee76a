-- keep until 0.3.0: the api of version 0.1
-- Gives up an open entry. Before the draw as if it had never been; afterwards its place stays in the draw. Returns the events.
CREATE OR REPLACE FUNCTION leave_room(p_show uuid, p_user uuid) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_drawn boolean;
  v_id uuid;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(room_lock(p_show));
  v_drawn := (SELECT r.drawn_at IS NOT NULL FROM rooms r WHERE r.show_id = p_show);
  UPDATE room_entries e SET status = 'LEFT', revision = e.revision + 1
   WHERE e.show_id = p_show AND e.user_id = p_user AND e.status IN ('WAITING', 'ADMITTED') RETURNING e.id INTO v_id;
  IF v_id IS NOT NULL THEN
    RETURN QUERY SELECT * FROM announce_room_entries(ARRAY[v_id], NULL);
    IF NOT v_drawn THEN
      DELETE FROM room_entries WHERE id = v_id;
    END IF;
  END IF;
END $$;
