-- Draws the places of a room whose sale has opened, once. Returns the room as it is then; no row: it is drawn, or not to be drawn yet.
CREATE OR REPLACE FUNCTION draw_places(p_show uuid) RETURNS SETOF rooms
LANGUAGE plpgsql AS $$
DECLARE
  r rooms%ROWTYPE;
  v_digest bytea;
  v_ids uuid[];
BEGIN
  PERFORM pg_advisory_xact_lock(room_lock(p_show));
  SELECT k.* INTO r FROM rooms k JOIN shows s ON s.id = k.show_id
   WHERE k.show_id = p_show AND k.drawn_at IS NULL AND s.sale_opens_at <= clock_timestamp();
  IF NOT FOUND THEN
    RETURN;
  END IF;
  v_ids := ARRAY(SELECT e.id FROM room_entries e WHERE e.show_id = p_show AND e.place IS NULL ORDER BY e.id);
  v_digest := sha256(coalesce((SELECT string_agg(uuid_send(i), '' ORDER BY i) FROM unnest(v_ids) i), ''));
  UPDATE room_entries e SET place = d.place, revision = e.revision + 1
    FROM (SELECT i AS id, row_number() OVER (ORDER BY draw_key(r.seed, v_digest, i), i) AS place FROM unnest(v_ids) i) d
   WHERE e.id = d.id;
  RETURN QUERY
  UPDATE rooms k SET drawn_at = clock_timestamp(), entrants_digest = v_digest, entrants = cardinality(v_ids), last_place = cardinality(v_ids)
   WHERE k.show_id = p_show RETURNING k.*;
END $$;
