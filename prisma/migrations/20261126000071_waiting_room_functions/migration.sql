-- The waiting room: who comes before the opening gets a place by a draw, who comes later gets the next one; a controller lets them in.
--
-- Locks: joining and leaving before the draw share an advisory lock that the draw takes alone, so the list of entrants stands still
-- under it. Then the room's row (late places, admission), then entries.

-- Made together with the show: nobody has entered yet when the commitment is fixed. gen_random_uuid is the server's strong randomness.
CREATE FUNCTION make_room() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_seed bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
BEGIN
  INSERT INTO rooms (show_id, seed, commitment) VALUES (NEW.id, v_seed, sha256(v_seed)) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER shows_make_room AFTER INSERT OR UPDATE OF waiting_room ON shows
  FOR EACH ROW WHEN (NEW.waiting_room) EXECUTE FUNCTION make_room();
UPDATE shows SET waiting_room = true WHERE waiting_room;

CREATE FUNCTION room_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7403) $$;

-- An entry as events and answers show it; the pass is signed outside.
CREATE FUNCTION room_entry_json(e room_entries, p_pass text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('showId', e.show_id, 'entrantId', e.id, 'status', e.status, 'revision', e.revision, 'early', e.early,
    'place', e.place, 'joinedAt', iso(e.joined_at), 'pass', p_pass, 'deadline', CASE WHEN e.status = 'ADMITTED' THEN iso(e.deadline) END)
$$;

-- Writes an event about each of the entries to its user's channel. p_passes: of the same entries, or null.
CREATE FUNCTION announce_room_entries(p_ids uuid[], p_passes text[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT v.id, 'event', 'room.updated', 'user:' || e.user_id,
         jsonb_build_object('v', 1, 'id', v.id, 'type', 'room.updated', 'at', iso(clock_timestamp()),
           'data', room_entry_json(e, p.pass) || jsonb_build_object('userId', e.user_id))
    FROM unnest(p_ids, p_passes) AS p(id, pass) JOIN room_entries e ON e.id = p.id, LATERAL (SELECT new_id() AS id WHERE e.id IS NOT NULL) v
   ORDER BY e.place, e.id
  RETURNING id, channel, payload
$$;

-- Writes how far a room has come to its public channel.
CREATE FUNCTION announce_room(p_show uuid) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT v.id, 'event', 'room.moved', 'room:' || r.show_id,
         jsonb_build_object('v', 1, 'id', v.id, 'type', 'room.moved', 'at', iso(clock_timestamp()), 'data', jsonb_build_object(
           'showId', r.show_id, 'served', r.served, 'lastPlace', r.last_place, 'perSecond', round(r.per_second::numeric, 3)))
    FROM rooms r, (SELECT new_id() AS id) v WHERE r.show_id = p_show
  RETURNING id, channel, payload
$$;

-- What decides an entrant's place: ascending by this. All three parts have a fixed length, so no two inputs are alike.
CREATE FUNCTION draw_key(p_seed bytea, p_digest bytea, p_entrant uuid) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(p_seed || p_digest || uuid_send(p_entrant)) $$;

-- Closes the list of early entrants and draws their places, once, when the sale has opened. Whoever comes first calls it: the controller
-- or the first who joins late. Returns the events.
CREATE FUNCTION draw_room(p_show uuid) RETURNS SETOF outbox_event
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
  v_ids := ARRAY(SELECT e.id FROM room_entries e WHERE e.show_id = p_show AND e.early ORDER BY e.id);
  v_digest := sha256(coalesce((SELECT string_agg(uuid_send(i), '' ORDER BY i) FROM unnest(v_ids) i), ''));
  UPDATE room_entries e SET place = d.place, revision = e.revision + 1
    FROM (SELECT i AS id, row_number() OVER (ORDER BY draw_key(r.seed, v_digest, i), i) AS place FROM unnest(v_ids) i) d
   WHERE e.id = d.id;
  UPDATE rooms SET drawn_at = clock_timestamp(), entrants_digest = v_digest, entrants = cardinality(v_ids), last_place = cardinality(v_ids)
   WHERE show_id = p_show;
  RETURN QUERY SELECT * FROM announce_room_entries(v_ids, NULL);
  RETURN QUERY SELECT * FROM announce_room(p_show);
END $$;

-- Lets people into waiting rooms, many at once, in the order given. Whoever has an open entry keeps it. Returns the events.
-- Early is who came before the opening by this server's clock, unless the draw was made while waiting for its lock.
CREATE FUNCTION join_rooms(p_shows uuid[], p_users uuid[]) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_show uuid;
  v_early boolean;
  v_last int;
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
      WITH fresh AS (
        INSERT INTO room_entries (id, show_id, user_id, early, place, joined_at)
        SELECT gen_random_uuid(), v_show, q.user_id, false, v_last + row_number() OVER (ORDER BY q.n), clock_timestamp()
          FROM (SELECT j.user_id, min(j.n) AS n FROM unnest(p_shows, p_users) WITH ORDINALITY AS j(show_id, user_id, n)
                 WHERE j.show_id = v_show GROUP BY j.user_id) q
         WHERE NOT EXISTS (SELECT FROM room_entries e WHERE e.show_id = v_show AND e.user_id = q.user_id AND e.status IN ('WAITING', 'ADMITTED'))
        RETURNING place)
      UPDATE rooms SET last_place = greatest(v_last, (SELECT max(f.place) FROM fresh f)) WHERE show_id = v_show AND EXISTS (SELECT FROM fresh);
    END IF;
  END LOOP;
END $$;

-- Gives up an open entry. Before the draw as if it had never been; afterwards its place stays in the draw. Returns the events.
CREATE FUNCTION leave_room(p_show uuid, p_user uuid) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_drawn boolean;
  v_id uuid;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(room_lock(p_show));
  v_drawn := (SELECT r.drawn_at IS NOT NULL FROM rooms r WHERE r.show_id = p_show);
  UPDATE room_entries e SET status = 'LEFT', revision = e.revision + 1
   WHERE e.show_id = p_show AND e.user_id = p_user AND e.status IN ('WAITING', 'ADMITTED') RETURNING e.id INTO v_id;
  IF v_id IS NOT NULL THEN
    RETURN QUERY SELECT * FROM announce_room_entries(ARRAY[v_id], NULL);
    IF NOT v_drawn THEN
      DELETE FROM room_entries WHERE id = v_id;
    END IF;
  END IF;
END $$;

-- A turn of the controller: ends passes of those who have bought or whose time is over, and lets in up to p_batch more while fewer than
-- p_inside are inside. The room's row is locked first: of two controllers at work at once the second counts whom the first has let in, and does
-- nothing when that was less than p_pause seconds ago. Returns the entries that changed, their announcement is the caller's, who signs passes.
CREATE FUNCTION admit_room(p_show uuid, p_batch float8, p_inside int, p_seconds float8, p_pause float8) RETURNS SETOF room_entries
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
     SELECT w.id FROM room_entries w WHERE w.show_id = p_show AND w.status = 'WAITING'
      ORDER BY w.place LIMIT greatest(0, least(floor(p_batch)::int, p_inside - v_inside)))
  RETURNING e.*;
  GET DIAGNOSTICS v_admitted = ROW_COUNT;

  UPDATE rooms k SET batch = p_batch, ticked_at = v_now,
         served = coalesce((SELECT min(w.place) - 1 FROM room_entries w WHERE w.show_id = p_show AND w.status = 'WAITING'), k.last_place),
         per_second = CASE WHEN r.ticked_at IS NULL THEN v_admitted
                           ELSE 0.8 * k.per_second + 0.2 * v_admitted / greatest(0.1, extract(epoch FROM v_now - r.ticked_at)) END
   WHERE k.show_id = p_show;
END $$;

-- Rooms the controller has something to do in: to be drawn, or with somebody who waits or is inside.
CREATE FUNCTION rooms_at_work() RETURNS TABLE (show_id uuid, drawn boolean, batch float8, served int, per_second float8)
LANGUAGE sql STABLE AS $$
  SELECT r.show_id, r.drawn_at IS NOT NULL, r.batch, r.served, r.per_second FROM rooms r JOIN shows s ON s.id = r.show_id
   WHERE s.waiting_room AND s.status = 'ON_SALE' AND s.sale_opens_at <= clock_timestamp() AND s.starts_at > clock_timestamp()
     AND (r.drawn_at IS NULL OR EXISTS (SELECT FROM room_entries e WHERE e.show_id = r.show_id AND e.status IN ('WAITING', 'ADMITTED')))
   ORDER BY r.show_id
$$;

-- How long bookings took lately from their commit to the commit that decided them, of all shows and workers: the 95th percentile in ms of the
-- last 500 at most, of the last p_seconds; one that is still undecided counts with its age. Null when there was none.
CREATE FUNCTION booking_latency(p_seconds float8) RETURNS float8
LANGUAGE sql STABLE AS $$
  SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY k.ms) FROM (
    SELECT 1000 * extract(epoch FROM CASE WHEN b.status = 'QUEUED' THEN clock_timestamp() ELSE b.updated_at END - b.created_at)::float8 AS ms
      FROM bookings b
     WHERE b.revision <= 1 AND b.status IN ('QUEUED', 'HELD', 'REFUSED')
       -- Ids are UUIDv7: the first 48 bits are the time.
       AND b.id > (lpad(to_hex(floor(1000 * (extract(epoch FROM clock_timestamp()) - p_seconds))::bigint), 12, '0') || repeat('0', 20))::uuid
     ORDER BY b.id DESC LIMIT 500) k
$$;
ALTER FUNCTION booking_latency(float8) SET enable_seqscan = off;
