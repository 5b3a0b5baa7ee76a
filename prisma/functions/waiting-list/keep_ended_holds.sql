-- keep until 0.3.0: cancel_booking, sweep_holds and leave_waiting_list, which servers of version 0.1 call
-- What the waiting list does when holds have ended; later versions do it themselves.
CREATE OR REPLACE FUNCTION keep_ended_holds(p_holds holds[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM wake_waiting_list(k.id) FROM (
    SELECT f AS id FROM (
      SELECT array_agg(h.pool_id) AS pools, array_agg(u.seat) AS seats
        FROM unnest(p_holds) h, unnest(h.units) AS u(seat) WHERE h.subject <> 'waitinglist') g, LATERAL keep_freed_seats(g.pools, g.seats) f
    UNION SELECT h.pool_id FROM unnest(p_holds) h WHERE h.subject = 'offer') k;
END $$;
