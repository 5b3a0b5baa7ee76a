-- keep until 0.3.0: functions that servers of version 0.1 call
-- Writes an event about each of the bookings to its user's channel.
CREATE OR REPLACE FUNCTION announce_bookings(p_ids uuid[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT e.id, 'event', 'booking.updated', 'user:' || b.user_id,
         jsonb_build_object('v', 1, 'id', e.id, 'type', 'booking.updated', 'at', iso(b.updated_at), 'data', booking_json(b))
    FROM bookings b, LATERAL (SELECT new_id() AS id WHERE b.id IS NOT NULL) e
   WHERE b.id = ANY (p_ids) ORDER BY b.id
  RETURNING id, channel, payload
$$;
