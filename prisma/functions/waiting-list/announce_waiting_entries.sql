-- keep until 0.3.0: functions that servers of version 0.1 call
-- Writes an event about each of the entries to its user's channel.
CREATE OR REPLACE FUNCTION announce_waiting_entries(p_ids uuid[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT e.id, 'event', 'offer.updated', 'user:' || w.user_id,
         jsonb_build_object('v', 1, 'id', e.id, 'type', 'offer.updated', 'at', iso(w.updated_at), 'data', waiting_entry_json(w))
    FROM waiting_list w, LATERAL (SELECT new_id() AS id WHERE w.id IS NOT NULL) e
   WHERE w.id = ANY (p_ids) ORDER BY w.seq
  RETURNING id, channel, payload
$$;
