-- A turn of the controller: ends passes of those who have bought or whose time is over, and lets in up to p_batch more while fewer than
-- p_inside are inside. The room's row is locked first: of two controllers at work at once the second counts whom the first has let in, and does
-- nothing when that was less than p_pause seconds ago. Returns the entries that changed; their announcement is the caller's, who signs passes.
CREATE OR REPLACE FUNCTION admit_room(p_show uuid, p_batch float8, p_inside int, p_seconds float8, p_pause float8) RETURNS SETOF room_entries
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  r rooms%ROWTYPE;
  v_now timestamptz;
  v_inside int;
  v_admitted int;
BEGIN
  SELECT * INTO r FROM rooms k WHERE k.show_id = p_show FOR UPDATE;
  v_now := clock_timestamp();
  IF NOT FOUND OR r.drawn_at IS NULL OR r.ticked_at > v_now - make_interval(secs => p_pause) THEN
    RETURN;
  END IF;

  RETURN QUERY
  UPDATE room_entries e SET status = CASE WHEN o.bought THEN 'DONE' ELSE 'EXPIRED' END, revision = e.revision + 1
    FROM (SELECT i.id, i.deadline <= v_now AS over, EXISTS (
            SELECT FROM bookings b WHERE b.user_id = i.user_id AND b.show_id = p_show AND b.status = 'CONFIRMED' AND b.updated_at >= i.admitted_at) AS bought
            FROM room_entries i WHERE i.show_id = p_show AND i.status = 'ADMITTED') o
   WHERE e.id = o.id AND e.status = 'ADMITTED' AND (o.over OR o.bought)
  RETURNING e.*;

  v_inside := (SELECT count(*) FROM room_entries e WHERE e.show_id = p_show AND e.status = 'ADMITTED');
  RETURN QUERY
  UPDATE room_entries e SET status = 'ADMITTED', revision = e.revision + 1, admitted_at = v_now, deadline = v_now + make_interval(secs => p_seconds)
   WHERE e.status = 'WAITING' AND e.id IN (
     SELECT w.id FROM room_entries w WHERE w.show_id = p_show AND w.place > r.served AND w.status = 'WAITING'
      ORDER BY w.place LIMIT greatest(0, least(floor(p_batch)::int, p_inside - v_inside)))
  RETURNING e.*;
  GET DIAGNOSTICS v_admitted = ROW_COUNT;

  UPDATE rooms k SET batch = p_batch, ticked_at = v_now,
         served = coalesce((SELECT w.place - 1 FROM room_entries w WHERE w.show_id = p_show AND w.place > r.served AND w.status = 'WAITING'
                             ORDER BY w.place LIMIT 1), k.last_place),
         per_second = CASE WHEN r.ticked_at IS NULL THEN v_admitted
                           ELSE 0.8 * k.per_second + 0.2 * v_admitted / greatest(0.1, extract(epoch FROM v_now - r.ticked_at)) END
   WHERE k.show_id = p_show;
END $$;
