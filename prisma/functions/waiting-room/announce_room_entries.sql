-- keep until 0.3.0: the worker of version 0.1, and functions that servers of version 0.1 call
-- Writes an event about each of the entries to its user's channel. p_passes: of the same entries, or null.
CREATE OR REPLACE FUNCTION announce_room_entries(p_ids uuid[], p_passes text[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT v.id, 'event', 'room.updated', 'user:' || e.user_id,
         jsonb_build_object('v', 1, 'id', v.id, 'type', 'room.updated', 'at', iso(clock_timestamp()),
           'data', room_entry_json(e, p.pass) || jsonb_build_object('userId', e.user_id))
    FROM unnest(p_ids, p_passes) AS p(id, pass) JOIN room_entries e ON e.id = p.id, LATERAL (SELECT new_id() AS id WHERE e.id IS NOT NULL) v
   ORDER BY e.place, e.id
  RETURNING id, channel, payload
$$;
