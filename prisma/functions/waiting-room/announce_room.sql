-- keep until 0.3.0: the worker of version 0.1, and draw_room
-- Writes how far a room has come to its public channel.
CREATE OR REPLACE FUNCTION announce_room(p_show uuid) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT v.id, 'event', 'room.moved', 'room:' || r.show_id,
         jsonb_build_object('v', 1, 'id', v.id, 'type', 'room.moved', 'at', iso(clock_timestamp()), 'data', jsonb_build_object(
           'showId', r.show_id, 'served', r.served, 'lastPlace', r.last_place, 'perSecond', round(r.per_second::numeric, 3)))
    FROM rooms r, (SELECT new_id() AS id) v WHERE r.show_id = p_show
  RETURNING id, channel, payload
$$;
