-- Lets people into the waiting rooms of shows, many at once; `p_shows` and `p_users` side by side. Returns the rooms that are to be drawn first:
-- nobody has entered those.
CREATE OR REPLACE FUNCTION enter_rooms(p_shows uuid[], p_users uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql AS $$
DECLARE
  v_show uuid;
  v_early boolean;
  v_last int;
  v_there uuid[];
BEGIN
  FOR v_show IN SELECT DISTINCT r.show_id FROM unnest(p_shows) q JOIN rooms r ON r.show_id = q ORDER BY 1 LOOP
    v_early := (SELECT s.sale_opens_at > clock_timestamp() FROM shows s WHERE s.id = v_show);
    IF v_early THEN
      PERFORM pg_advisory_xact_lock_shared(room_lock(v_show));
      v_early := (SELECT r.drawn_at IS NULL FROM rooms r WHERE r.show_id = v_show);
    ELSIF (SELECT r.drawn_at IS NULL FROM rooms r WHERE r.show_id = v_show) THEN
      RETURN NEXT v_show;
      CONTINUE;
    END IF;

    -- After the locks: a room of a show that was cancelled meanwhile lets nobody in.
    CONTINUE WHEN EXISTS (SELECT FROM shows s WHERE s.id = v_show AND s.status = 'CANCELLED');
    IF v_early THEN
      INSERT INTO room_entries (id, show_id, user_id, early, joined_at)
      SELECT gen_random_uuid(), v_show, q.user_id, true, clock_timestamp()
        FROM (SELECT DISTINCT j.user_id FROM unnest(p_shows, p_users) AS j(show_id, user_id) WHERE j.show_id = v_show ORDER BY 1) q
      ON CONFLICT DO NOTHING;
    ELSE
      -- One at a time: places are given in order, without gaps.
      SELECT r.last_place INTO v_last FROM rooms r WHERE r.show_id = v_show FOR UPDATE;
      CONTINUE WHEN EXISTS (SELECT FROM shows s WHERE s.id = v_show AND s.status = 'CANCELLED');
      -- By itself, so that a plan made while the room was empty reads an index once and not once for each who joins.
      v_there := ARRAY(SELECT e.user_id FROM room_entries e WHERE e.show_id = v_show AND e.user_id = ANY (p_users) AND e.status IN ('WAITING', 'ADMITTED'));
      WITH fresh AS (
        INSERT INTO room_entries (id, show_id, user_id, early, place, joined_at)
        SELECT gen_random_uuid(), v_show, q.user_id, false, v_last + row_number() OVER (ORDER BY q.n), clock_timestamp()
          FROM (SELECT j.user_id, min(j.n) AS n FROM unnest(p_shows, p_users) WITH ORDINALITY AS j(show_id, user_id, n)
                 WHERE j.show_id = v_show GROUP BY j.user_id) q
         WHERE q.user_id <> ALL (v_there)
        RETURNING place)
      UPDATE rooms SET last_place = greatest(v_last, (SELECT max(f.place) FROM fresh f)) WHERE show_id = v_show AND EXISTS (SELECT FROM fresh);
    END IF;
  END LOOP;
END $$;
