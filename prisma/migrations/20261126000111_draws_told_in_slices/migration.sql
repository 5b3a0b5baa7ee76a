-- A draw told in slices. With ten thousand entrants the events took longer to write than the places, in the transaction that everybody who
-- joins or leaves waits for, and so many handed to Redis at once timed out there and were left to the relay. What has to be one transaction is
-- the list and its places; who is told when is not.

-- AlterTable
ALTER TABLE "rooms" ADD COLUMN "announced" INTEGER NOT NULL DEFAULT 0;

UPDATE rooms SET announced = entrants;
ALTER TABLE rooms ADD CONSTRAINT rooms_announced CHECK (announced BETWEEN 0 AND entrants);

-- Every index of a place is one more row to write for each entrant at the draw. Who waits is found by place as well, from the last served on;
-- and who is early and has no place yet is in an index only until the draw.
DROP INDEX room_entries_waiting;
DROP INDEX room_entries_early;
CREATE INDEX room_entries_undrawn ON room_entries (show_id, id) WHERE place IS NULL;
-- An entry is drawn, admitted and ended: room for the next version in its own page.
ALTER TABLE room_entries SET (fillfactor = 50);

-- As it was, but for the events of each entrant: see announce_draw.
CREATE OR REPLACE FUNCTION draw_room(p_show uuid) RETURNS SETOF outbox_event
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
  UPDATE rooms SET drawn_at = clock_timestamp(), entrants_digest = v_digest, entrants = cardinality(v_ids), last_place = cardinality(v_ids)
   WHERE show_id = p_show;
  RETURN QUERY SELECT * FROM announce_room(p_show);
END $$;

-- Tells the next p_slice entrants of a draw their places, in order. Whoever has left or was let in since has been told with that. Returns the events.
CREATE FUNCTION announce_draw(p_show uuid, p_slice int) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  r rooms%ROWTYPE;
  v_ids uuid[];
BEGIN
  SELECT * INTO r FROM rooms k WHERE k.show_id = p_show FOR UPDATE;
  IF NOT FOUND OR r.announced >= r.entrants THEN
    RETURN;
  END IF;
  v_ids := ARRAY(SELECT e.id FROM room_entries e WHERE e.show_id = p_show AND e.place > r.announced AND e.place <= least(r.entrants, r.announced + p_slice)
                    AND e.status = 'WAITING' ORDER BY e.place);
  UPDATE rooms SET announced = least(r.entrants, r.announced + p_slice) WHERE show_id = p_show;
  RETURN QUERY SELECT * FROM announce_room_entries(v_ids, NULL);
END $$;

-- As it was; who waits is looked for from the last served on.
CREATE OR REPLACE FUNCTION admit_room(p_show uuid, p_batch float8, p_inside int, p_seconds float8, p_pause float8) RETURNS SETOF room_entries
LANGUAGE plpgsql AS $$
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
-- The first sale fills a table that the planner believes to be empty.
ALTER FUNCTION admit_room(uuid, float8, int, float8, float8) SET enable_seqscan = off;
ALTER FUNCTION announce_draw(uuid, int) SET enable_seqscan = off;

-- As it was; see the note inside.
CREATE OR REPLACE FUNCTION join_rooms(p_shows uuid[], p_users uuid[]) RETURNS SETOF outbox_event
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
      RETURN QUERY SELECT * FROM draw_room(v_show);
    END IF;

    IF v_early THEN
      INSERT INTO room_entries (id, show_id, user_id, early, joined_at)
      SELECT gen_random_uuid(), v_show, q.user_id, true, clock_timestamp()
        FROM (SELECT DISTINCT j.user_id FROM unnest(p_shows, p_users) AS j(show_id, user_id) WHERE j.show_id = v_show ORDER BY 1) q
      ON CONFLICT DO NOTHING;
    ELSE
      -- One at a time: places are given in order, without gaps.
      SELECT r.last_place INTO v_last FROM rooms r WHERE r.show_id = v_show FOR UPDATE;
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

-- Rooms the controller has something to do in: to be drawn, with places to be told, or with somebody who waits or is inside.
CREATE OR REPLACE FUNCTION rooms_at_work() RETURNS TABLE (show_id uuid, drawn boolean, batch float8, served int, per_second float8)
LANGUAGE sql STABLE AS $$
  SELECT r.show_id, r.drawn_at IS NOT NULL, r.batch, r.served, r.per_second FROM rooms r JOIN shows s ON s.id = r.show_id
   WHERE s.waiting_room AND s.status = 'ON_SALE' AND s.sale_opens_at <= clock_timestamp() AND s.starts_at > clock_timestamp()
     AND (r.drawn_at IS NULL OR r.announced < r.entrants
          OR EXISTS (SELECT FROM room_entries e WHERE e.show_id = r.show_id AND e.status IN ('WAITING', 'ADMITTED')))
   ORDER BY r.show_id
$$;
