-- keep until 0.3.0: functions that servers of version 0.1 call
-- Writes what these seats are now to the channels of their shows, one event for each: [seat, version] by state. `p_pools` and `p_seats` side by side.
CREATE OR REPLACE FUNCTION announce_seats_of(p_pools uuid[], p_seats int[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT c.id, 'event', 'seats.changed', 'show:' || c.pool_id,
         jsonb_build_object('v', 1, 'id', c.id, 'type', 'seats.changed', 'at', iso(clock_timestamp()), 'data', jsonb_build_object(
           'showId', c.pool_id, 'held', c.held, 'free', c.free, 'sold', c.sold))
    FROM (
      SELECT new_id() AS id, s.pool_id,
             coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version)) FILTER (WHERE s.state = 'HELD'), '[]') AS held,
             coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version)) FILTER (WHERE s.state = 'FREE'), '[]') AS free,
             coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version)) FILTER (WHERE s.state = 'SOLD'), '[]') AS sold
        FROM (SELECT DISTINCT g.pool_id, g.seat FROM unnest(p_pools, p_seats) AS g(pool_id, seat)) g
        JOIN pool_seats s ON s.pool_id = g.pool_id AND s.seat = g.seat
       GROUP BY s.pool_id) c
  RETURNING id, channel, payload
$$;
