-- keep until 0.3.0: functions that servers of version 0.1 call
-- announce_seats_of for seats of one show.
CREATE OR REPLACE FUNCTION announce_seats(p_pool uuid, p_seats int[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  SELECT * FROM announce_seats_of((SELECT array_agg(p_pool) FROM unnest(p_seats)), p_seats)
$$;
