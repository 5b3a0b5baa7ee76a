-- Events and answers of bookings, waiting rooms and waiting lists are built in TypeScript: these functions return rows. The functions of version 0.1
-- stay for its servers; what triggers did for them across areas they now do themselves.

-- Takes bookings in, many at once: idempotency and row of each. What was asked for has been checked before. `p_seats` and `p_labels` hold
-- array literals. The keys' rules are those of claim_idempotency_key, for a whole batch in one statement.
-- outcome: created | replayed | mismatch | in_progress | queue_full
CREATE OR REPLACE FUNCTION create_booking_batch(
  p_ids uuid[], p_users uuid[], p_shows uuid[], p_seats text[], p_labels text[], p_keys text[], p_fingerprints text[], p_depth_limit int
) RETURNS TABLE (id uuid, outcome text, booking_id uuid)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  v_placed uuid[] := '{}';
  v_full boolean;
BEGIN
  v_full := (SELECT count(*) FROM (SELECT FROM bookings b WHERE b.status = 'QUEUED' LIMIT p_depth_limit) w) >= p_depth_limit;
  IF NOT v_full THEN
    -- In one order, or two batches with the same keys would wait for each other. Of requests with the same key in one batch the first
    -- counts; the others find its row below, like those whose key came earlier.
    WITH claimed AS (
      INSERT INTO idempotency_keys (owner_id, key, fingerprint, response)
      SELECT k.owner_id, k.key, k.fingerprint, jsonb_build_object('bookingId', k.id)
        FROM (SELECT DISTINCT ON (r.owner_id, r.key) r.* FROM unnest(p_users, p_keys, p_fingerprints, p_ids) AS r(owner_id, key, fingerprint, id)
               WHERE r.key IS NOT NULL ORDER BY r.owner_id, r.key, r.id) k
       ORDER BY k.owner_id, k.key
      ON CONFLICT DO NOTHING RETURNING (response ->> 'bookingId')::uuid AS id)
    SELECT array_agg(c.id) INTO v_placed FROM (
      SELECT c.id FROM claimed c
      UNION ALL SELECT r.id FROM unnest(p_ids, p_keys) AS r(id, key) WHERE r.key IS NULL) c;

    INSERT INTO bookings (id, user_id, show_id, seats, labels)
    SELECT r.id, r.user_id, r.show_id, r.seats::int[], r.labels::text[]
      FROM unnest(p_ids, p_users, p_shows, p_seats, p_labels) AS r(id, user_id, show_id, seats, labels) WHERE r.id = ANY (v_placed);
  END IF;

  RETURN QUERY
  SELECT r.id,
         CASE WHEN r.id = ANY (v_placed) THEN 'created'
              WHEN k.fingerprint IS NULL THEN 'queue_full'
              WHEN k.fingerprint <> r.fingerprint THEN 'mismatch'
              WHEN k.response IS NULL THEN 'in_progress'
              ELSE 'replayed' END,
         CASE WHEN r.id = ANY (v_placed) THEN r.id ELSE (k.response ->> 'bookingId')::uuid END
    FROM unnest(p_ids, p_users, p_keys, p_fingerprints) AS r(id, owner_id, key, fingerprint)
    LEFT JOIN idempotency_keys k ON k.owner_id = r.owner_id AND k.key = r.key;
END $$;

-- A worker's batch: holds and prices what is QUEUED of these bookings, in the order they came in, or refuses it. Returns those it has decided, by id;
-- with one that is held the versions of its seats, in the order of the seats. Bookings whose seats are taken stay QUEUED and are returned in rows
-- without a booking, one for each show: its hall, their ids and seats, and its seats that are not free. The caller looks for other seats and calls
-- refuse_booking_batch. A booking that is no longer QUEUED is left alone: somebody else decided it.
-- Locks: the bookings by id, then what reservation_hold locks.
CREATE OR REPLACE FUNCTION decide_booking_batch(p_ids uuid[], p_seconds float8)
RETURNS TABLE (booking bookings, versions int[], hall_id uuid, late jsonb, taken int[])
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  v_ids uuid[];
  v_requests hold_request[];
  v_results hold_result[] := '{}';
  v_closed uuid[];
  v_reasons text[];
BEGIN
  SELECT array_agg(b.id), array_agg((b.id, b.show_id, b.user_id, b.seats, 1, s.seats_per_user, p_seconds, 'booking', b.id)::hold_request ORDER BY b.id)
                            FILTER (WHERE c.reason IS NULL),
         array_agg(b.id) FILTER (WHERE c.reason IS NOT NULL), array_agg(c.reason) FILTER (WHERE c.reason IS NOT NULL)
    INTO v_ids, v_requests, v_closed, v_reasons
    FROM (SELECT k.* FROM bookings k WHERE k.id = ANY (p_ids) AND k.status = 'QUEUED' ORDER BY k.id FOR UPDATE) b
    LEFT JOIN shows s ON s.id = b.show_id
    CROSS JOIN LATERAL (SELECT CASE WHEN s.status IS DISTINCT FROM 'ON_SALE' THEN 'show_cancelled'
                                    WHEN s.starts_at <= clock_timestamp() THEN 'show_started'
                                    WHEN s.sale_opens_at > clock_timestamp() THEN 'sale_not_open' END AS reason) c;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  IF v_requests IS NOT NULL THEN
    v_results := ARRAY(SELECT h FROM reservation_hold(v_requests) h);
  END IF;

  UPDATE bookings u
     SET status = 'HELD', revision = u.revision + 1, hold_id = h.hold_id, deadline = h.expires_at, price_minor = p.total, currency = p.currency,
         lines = p.lines, updated_at = clock_timestamp()
    FROM unnest(v_results) h JOIN bookings b ON b.id = h.hold_id JOIN shows s ON s.id = b.show_id, LATERAL (
      SELECT sum(z.price_minor) AS total, s.currency,
             jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat) AS lines
        FROM hall_seats l JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone WHERE l.hall_id = s.hall_id AND l.seat = ANY (b.seats)) p
   WHERE h.outcome = 'held' AND u.id = h.hold_id;

  UPDATE bookings u
     SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), alternatives = '[]', reason = r.reason
    FROM (SELECT h.hold_id AS id, h.outcome AS reason FROM unnest(v_results) h WHERE h.outcome NOT IN ('held', 'taken')
          UNION ALL SELECT c.* FROM unnest(v_closed, v_reasons) c) r
   WHERE u.id = r.id;

  RETURN QUERY
  SELECT b, CASE WHEN b.status = 'HELD' THEN ARRAY(
           SELECT p.version FROM pool_seats p WHERE p.pool_id = b.show_id AND p.seat = ANY (b.seats) ORDER BY p.seat) END, NULL::uuid, NULL::jsonb, NULL::int[]
    FROM bookings b WHERE b.id = ANY (v_ids) AND b.status <> 'QUEUED' ORDER BY b.id;
  RETURN QUERY
  SELECT NULL::bookings, NULL::int[], s.hall_id, t.late, ARRAY(
           SELECT p.seat FROM pool_seats p WHERE p.pool_id = s.id AND (p.state = 'SOLD' OR p.held_until > clock_timestamp()))
    FROM (SELECT b.show_id, jsonb_agg(jsonb_build_object('id', b.id, 'seats', b.seats)) AS late
            FROM bookings b WHERE b.id = ANY (v_ids) AND b.status = 'QUEUED' GROUP BY b.show_id) t JOIN shows s ON s.id = t.show_id;
END $$;

-- Refuses what is still QUEUED of these bookings, with other seats as JSON. The three lists are side by side. Returns those it has refused.
CREATE OR REPLACE FUNCTION refuse_booking_batch(p_ids uuid[], p_reasons text[], p_alternatives text[]) RETURNS SETOF bookings
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_ids uuid[] := ARRAY(SELECT b.id FROM bookings b WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED' ORDER BY b.id FOR UPDATE);
BEGIN
  RETURN QUERY
  UPDATE bookings u
     SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), reason = r.reason, alternatives = r.alternatives::jsonb
    FROM unnest(p_ids, p_reasons, p_alternatives) AS r(id, reason, alternatives) WHERE u.id = r.id AND u.id = ANY (v_ids)
  RETURNING u.*;
END $$;

-- Holds past their time that were made for one of these subjects, those that are over longest first; without some that are left alone.
CREATE OR REPLACE FUNCTION due_holds(p_limit int, p_subjects text[], p_except uuid[]) RETURNS TABLE (id uuid, subject text, subject_id uuid)
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  -- now() is a constant to the planner, unlike the clock: the index ends the search at what is due.
  SELECT h.id, h.subject, h.subject_id FROM holds h
   WHERE h.status = 'ACTIVE' AND h.expires_at <= now() AND h.subject = ANY (p_subjects) AND h.id <> ALL (p_except)
   ORDER BY h.expires_at LIMIT p_limit
$$;

-- What these seats are now. `p_pools` and `p_seats` side by side; those that were never wanted have no row.
CREATE OR REPLACE FUNCTION seat_states(p_pools uuid[], p_seats int[]) RETURNS TABLE (pool_id uuid, seat int, state text, version int)
LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
  SELECT s.pool_id, s.seat, s.state, s.version FROM (SELECT DISTINCT g.pool_id, g.seat FROM unnest(p_pools, p_seats) AS g(pool_id, seat)) g
    JOIN pool_seats s ON s.pool_id = g.pool_id AND s.seat = g.seat ORDER BY s.pool_id, s.seat
$$;

-- HAND OVER. What an ACTIVE hold of seats has is kept for another subject from now on, for so many seconds more, if it still has all it was given
-- and p_deadline has not come. Returns its new end; null: nothing was changed.
CREATE OR REPLACE FUNCTION reservation_hand_over(p_hold uuid, p_deadline timestamptz, p_subject text, p_subject_id uuid, p_seconds float8) RETURNS timestamptz
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  h holds%ROWTYPE;
  v_own int;
  v_until timestamptz;
BEGIN
  SELECT * INTO h FROM holds k WHERE k.id = p_hold FOR UPDATE;
  SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
    SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
  IF h.status IS DISTINCT FROM 'ACTIVE' OR v_own < cardinality(h.units) OR p_deadline <= clock_timestamp() THEN
    RETURN NULL;
  END IF;
  v_until := clock_timestamp() + make_interval(secs => p_seconds);
  UPDATE holds k SET subject = p_subject, subject_id = p_subject_id, expires_at = v_until WHERE k.id = h.id;
  UPDATE pool_seats s SET held_until = v_until WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units);
  RETURN v_until;
END $$;

-- A ticket for each seat of these confirmed bookings. A seat that has a good one already undoes the transaction.
CREATE OR REPLACE FUNCTION issue_tickets(p_bookings uuid[]) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO tickets (id, number, booking_id, user_id, show_id, seat, label, zone)
  SELECT new_id(), new_ticket_number(), b.id, b.user_id, b.show_id, u.seat, u.label, l.zone
    FROM bookings b, unnest(b.seats, b.labels) AS u(seat, label), jsonb_to_recordset(b.lines) AS l(label text, zone text)
   WHERE b.id = ANY (p_bookings) AND b.status = 'CONFIRMED' AND l.label = u.label
   ORDER BY b.id, u.seat
$$;

-- Seats that were given back are kept for whoever waits for their show, in the transaction that gave them back: they are locked by it already, so
-- this waits for nobody. `p_shows` and `p_seats` side by side. Returns the shows that somebody waits for.
CREATE OR REPLACE FUNCTION keep_freed_seats(p_shows uuid[], p_seats int[]) RETURNS SETOF uuid
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_shows uuid[] := ARRAY(
    SELECT g FROM (SELECT DISTINCT unnest(p_shows) AS g) g
     WHERE EXISTS (SELECT FROM waiting_list w WHERE w.show_id = g AND w.status = 'WAITING') ORDER BY g);
  v_requests hold_request[];
BEGIN
  IF cardinality(v_shows) = 0 THEN
    RETURN;
  END IF;
  -- For as long as a worker that died may take to be replaced; then they are anybody's.
  SELECT array_agg((new_id(), k.pool_id, k.pool_id, k.seats, 1, NULL, 60, 'waitinglist', k.pool_id)::hold_request ORDER BY k.pool_id) INTO v_requests
    FROM (SELECT s.pool_id, array_agg(s.seat ORDER BY s.seat) AS seats
            FROM (SELECT DISTINCT g.show_id, g.seat FROM unnest(p_shows, p_seats) AS g(show_id, seat) WHERE g.show_id = ANY (v_shows)) g
            JOIN pool_seats s ON s.pool_id = g.show_id AND s.seat = g.seat WHERE s.state = 'FREE' GROUP BY s.pool_id) k;
  IF v_requests IS NOT NULL THEN
    PERFORM hold_seats(v_requests);
  END IF;
  RETURN QUERY SELECT unnest(v_shows);
END $$;

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

-- Offers what is free of a show to those who wait, in order, and ends offers that nobody accepted in time. Whoever cannot be served by what there
-- is (too few seats, none of the zone) keeps the place; the next one whom it serves is asked. What serves nobody is on sale again.
-- An offer's hold outlasts its deadline by p_grace seconds, so that it is ended here, for the next, and not taken over by a walk-in.
-- Returns the entries that it has changed, those whose offer is over first, and the seats that were given back or offered.
CREATE OR REPLACE FUNCTION offer_free_seats(p_show uuid, p_seconds float8, p_grace float8) RETURNS TABLE (changed uuid[], touched int[])
LANGUAGE plpgsql AS $$
DECLARE
  v_entries waiting_list[] := '{}';
  v_over waiting_list[];
  v_ids uuid[];
  v_holds uuid[];
  v_free int[];
  v_touched int[];
  v_seats int[];
  v_changed uuid[];
  v_seconds float8;
  v_limit int;
  v_hold hold_result;
  w waiting_list;
BEGIN
  -- One at a time per show: of two workers the second finds what the first has left.
  PERFORM pg_advisory_xact_lock(waiting_list_lock(p_show));
  SELECT least(p_seconds, extract(epoch FROM s.starts_at - clock_timestamp())), s.seats_per_user INTO v_seconds, v_limit
    FROM shows s WHERE s.id = p_show AND s.status = 'ON_SALE';

  v_ids := ARRAY(
    SELECT k.id FROM waiting_list k WHERE k.show_id = p_show AND k.status = 'OFFERED'
       AND (k.deadline <= clock_timestamp() OR NOT EXISTS (SELECT FROM holds h WHERE h.id = k.hold_id AND h.status = 'ACTIVE')));
  IF v_seconds > 0 THEN
    v_ids := v_ids || ARRAY(SELECT k.id FROM waiting_list k WHERE k.show_id = p_show AND k.status = 'WAITING' ORDER BY k.seq LIMIT 200);
  END IF;
  PERFORM FROM waiting_list k WHERE k.id = ANY (v_ids) ORDER BY k.id FOR UPDATE;
  v_over := ARRAY(SELECT k FROM waiting_list k WHERE k.id = ANY (v_ids) AND k.status = 'OFFERED');
  v_entries := ARRAY(SELECT k FROM waiting_list k WHERE k.id = ANY (v_ids) AND k.status = 'WAITING' ORDER BY k.seq);
  PERFORM pg_advisory_xact_lock(k.key)
     FROM (SELECT DISTINCT hashtextextended(p_show::text || e.user_id::text, 7402) AS key FROM unnest(v_entries) e ORDER BY 1) k;
  v_holds := ARRAY(
    SELECT h.id FROM holds h WHERE h.status = 'ACTIVE' AND ((h.pool_id = p_show AND h.subject = 'waitinglist') OR h.id IN (SELECT o.hold_id FROM unnest(v_over) o))
     ORDER BY h.id FOR UPDATE);
  IF cardinality(v_entries) + cardinality(v_holds) > 0 THEN
    v_touched := ARRAY(SELECT DISTINCT u.seat FROM holds h, unnest(h.units) AS u(seat) WHERE h.id = ANY (v_holds));
    v_free := ARRAY(SELECT f FROM (SELECT f FROM unnest(v_touched) f UNION SELECT f FROM unnest(offerable_seats(p_show, 1000)) f) x ORDER BY f);
    INSERT INTO pool_seats (pool_id, seat) SELECT p_show, f FROM unnest(v_free) f ORDER BY f ON CONFLICT DO NOTHING;
    PERFORM FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (v_free) ORDER BY s.seat FOR UPDATE;
    PERFORM FROM reservation_end(ARRAY(SELECT o.hold_id FROM unnest(v_over) o), 'RELEASED');
    PERFORM FROM reservation_end(ARRAY(SELECT h.id FROM holds h WHERE h.pool_id = p_show AND h.subject = 'waitinglist' AND h.status = 'ACTIVE'), 'RELEASED');
    v_free := ARRAY(SELECT s.seat FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (v_free)
                       AND (s.state = 'FREE' OR (s.state = 'HELD' AND s.held_until <= clock_timestamp())) ORDER BY s.seat);
  END IF;
  UPDATE waiting_list k SET status = 'EXPIRED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id IN (SELECT o.id FROM unnest(v_over) o);
  v_changed := ARRAY(SELECT o.id FROM unnest(v_over) o);

  FOREACH w IN ARRAY v_entries LOOP
    EXIT WHEN cardinality(v_free) = 0;
    v_seats := choose_seats(p_show, v_free, w.quantity, w.zone);
    CONTINUE WHEN v_seats IS NULL;
    SELECT h.* INTO v_hold FROM reservation_hold(ARRAY[(
      new_id(), p_show, w.user_id, v_seats, 1, v_limit, v_seconds + p_grace, 'offer', w.id)::hold_request]) h;
    IF v_hold.outcome = 'held' THEN
      UPDATE waiting_list k SET status = 'OFFERED', revision = k.revision + 1, hold_id = v_hold.hold_id, seats = v_seats,
             deadline = v_hold.expires_at - make_interval(secs => p_grace), updated_at = clock_timestamp(),
             labels = ARRAY(SELECT l.label FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id WHERE s.id = p_show AND l.seat = ANY (v_seats) ORDER BY l.seat)
       WHERE k.id = w.id;
      v_free := ARRAY(SELECT f FROM unnest(v_free) f WHERE f <> ALL (v_seats) ORDER BY f);
      v_touched := v_touched || v_seats;
      v_changed := v_changed || w.id;
    ELSIF v_hold.outcome = 'limit_reached' THEN
      UPDATE waiting_list k SET status = 'CLOSED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = w.id;
      v_changed := v_changed || w.id;
    END IF;
  END LOOP;
  RETURN QUERY SELECT v_changed, coalesce(v_touched, '{}');
END $$;

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

-- The next p_slice entrants of a draw who are to be told their places, in order; they count as told. Whoever has left or was let in since has been
-- told with that and is left out.
CREATE OR REPLACE FUNCTION tell_places(p_show uuid, p_slice int) RETURNS SETOF room_entries
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
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
  RETURN QUERY SELECT e.* FROM room_entries e WHERE e.id = ANY (v_ids) ORDER BY e.place;
END $$;

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

-- keep until 0.3.0: the api of version 0.1
-- What the payment will call: a HELD booking becomes CONFIRMED. p_late: also when its time is over, if nobody has taken its seats.
-- outcome: confirmed | already | missing | expired | closed; first row, without an event
-- Locks: the booking, then its hold and seats.
CREATE OR REPLACE FUNCTION confirm_booking(p_id uuid, p_user uuid, p_late boolean) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  b bookings%ROWTYPE;
  v_outcome text;
BEGIN
  SELECT * INTO b FROM bookings k WHERE k.id = p_id AND k.user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    v_outcome := 'missing';
  ELSIF b.status = 'CONFIRMED' THEN
    v_outcome := 'already';
  ELSIF b.status = 'EXPIRED' THEN
    v_outcome := 'expired';
  ELSIF b.status <> 'HELD' THEN
    v_outcome := 'closed';
  ELSE
    v_outcome := reservation_confirm(b.hold_id, p_late);
  END IF;
  RETURN QUERY SELECT v_outcome, NULL::uuid, NULL::text, NULL::jsonb;
  IF v_outcome = 'confirmed' THEN
    UPDATE bookings k SET status = 'CONFIRMED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = p_id;
    PERFORM issue_tickets(ARRAY[p_id]);
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_id]) e;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_seats(b.show_id, b.seats) e;
  END IF;
END $$;

-- keep until 0.3.0: the api of version 0.1
-- The user gives it up: QUEUED or HELD becomes CANCELLED, the seats are free again.
-- outcome: cancelled | already | missing | confirmed | closed; first row, without an event
-- Locks: the booking, then its hold and seats.
CREATE OR REPLACE FUNCTION cancel_booking(p_id uuid, p_user uuid) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  b bookings%ROWTYPE;
  v_outcome text := 'cancelled';
BEGIN
  SELECT * INTO b FROM bookings k WHERE k.id = p_id AND k.user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    v_outcome := 'missing';
  ELSIF b.status = 'CANCELLED' THEN
    v_outcome := 'already';
  ELSIF b.status = 'CONFIRMED' THEN
    v_outcome := 'confirmed';
  ELSIF b.status NOT IN ('QUEUED', 'HELD') THEN
    v_outcome := 'closed';
  END IF;
  RETURN QUERY SELECT v_outcome, NULL::uuid, NULL::text, NULL::jsonb;
  IF v_outcome = 'cancelled' THEN
    UPDATE bookings k SET status = 'CANCELLED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = p_id;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_id]) e;
    IF b.status = 'HELD' THEN
      PERFORM keep_ended_holds(ARRAY(SELECT e FROM reservation_end(ARRAY[b.hold_id], 'RELEASED') e));
      RETURN QUERY SELECT v_outcome, e.* FROM announce_seats(b.show_id, b.seats) e;
    END IF;
  END IF;
END $$;

-- keep until 0.3.0: the api of version 0.1
-- Stops waiting, or declines the offer: its seats are kept for the next. Returns the events.
-- Locks: the entry, then its hold and seats.
CREATE OR REPLACE FUNCTION leave_waiting_list(p_show uuid, p_user uuid) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  w waiting_list%ROWTYPE;
BEGIN
  SELECT * INTO w FROM waiting_list k WHERE k.show_id = p_show AND k.user_id = p_user AND k.status IN ('WAITING', 'OFFERED') FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE waiting_list k SET status = 'LEFT', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = w.id;
  RETURN QUERY SELECT * FROM announce_waiting_entries(ARRAY[w.id]);
  IF w.status = 'OFFERED' THEN
    PERFORM keep_ended_holds(ARRAY(SELECT e FROM reservation_end(ARRAY[w.hold_id], 'RELEASED') e));
    RETURN QUERY SELECT * FROM announce_seats(p_show, w.seats);
  END IF;
END $$;

-- keep until 0.3.0: the worker of version 0.1
-- Offers what is free of a show to those who wait, in order, and ends offers that nobody accepted in time. Whoever cannot be served by what there
-- is (too few seats, none of the zone) keeps the place; the next one whom it serves is asked. What serves nobody is on sale again.
-- An offer's hold outlasts its deadline by p_grace seconds, so that it is ended here, for the next, and not taken over by a walk-in.
-- Returns the events. Locks: see waiting_list_lock.
CREATE OR REPLACE FUNCTION offer_seats_of(p_show uuid, p_seconds float8, p_grace float8) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_entries waiting_list[] := '{}';
  v_over waiting_list[];
  v_ids uuid[];
  v_holds uuid[];
  v_free int[];
  v_touched int[];
  v_seats int[];
  v_changed uuid[];
  v_seconds float8;
  v_limit int;
  v_hold hold_result;
  w waiting_list;
BEGIN
  -- One at a time per show: of two workers the second finds what the first has left.
  PERFORM pg_advisory_xact_lock(waiting_list_lock(p_show));
  SELECT least(p_seconds, extract(epoch FROM s.starts_at - clock_timestamp())), s.seats_per_user INTO v_seconds, v_limit
    FROM shows s WHERE s.id = p_show AND s.status = 'ON_SALE';

  v_ids := ARRAY(
    SELECT k.id FROM waiting_list k WHERE k.show_id = p_show AND k.status = 'OFFERED'
       AND (k.deadline <= clock_timestamp() OR NOT EXISTS (SELECT FROM holds h WHERE h.id = k.hold_id AND h.status = 'ACTIVE')));
  IF v_seconds > 0 THEN
    v_ids := v_ids || ARRAY(SELECT k.id FROM waiting_list k WHERE k.show_id = p_show AND k.status = 'WAITING' ORDER BY k.seq LIMIT 200);
  END IF;
  PERFORM FROM waiting_list k WHERE k.id = ANY (v_ids) ORDER BY k.id FOR UPDATE;
  v_over := ARRAY(SELECT k FROM waiting_list k WHERE k.id = ANY (v_ids) AND k.status = 'OFFERED');
  v_entries := ARRAY(SELECT k FROM waiting_list k WHERE k.id = ANY (v_ids) AND k.status = 'WAITING' ORDER BY k.seq);
  PERFORM pg_advisory_xact_lock(k.key)
     FROM (SELECT DISTINCT hashtextextended(p_show::text || e.user_id::text, 7402) AS key FROM unnest(v_entries) e ORDER BY 1) k;
  v_holds := ARRAY(
    SELECT h.id FROM holds h WHERE h.status = 'ACTIVE' AND ((h.pool_id = p_show AND h.subject = 'waitinglist') OR h.id IN (SELECT o.hold_id FROM unnest(v_over) o))
     ORDER BY h.id FOR UPDATE);
  IF cardinality(v_entries) + cardinality(v_holds) > 0 THEN
    v_touched := ARRAY(SELECT DISTINCT u.seat FROM holds h, unnest(h.units) AS u(seat) WHERE h.id = ANY (v_holds));
    v_free := ARRAY(SELECT f FROM (SELECT f FROM unnest(v_touched) f UNION SELECT f FROM unnest(offerable_seats(p_show, 1000)) f) x ORDER BY f);
    INSERT INTO pool_seats (pool_id, seat) SELECT p_show, f FROM unnest(v_free) f ORDER BY f ON CONFLICT DO NOTHING;
    PERFORM FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (v_free) ORDER BY s.seat FOR UPDATE;
    PERFORM FROM reservation_end(ARRAY(SELECT o.hold_id FROM unnest(v_over) o), 'RELEASED');
    PERFORM FROM reservation_end(ARRAY(SELECT h.id FROM holds h WHERE h.pool_id = p_show AND h.subject = 'waitinglist' AND h.status = 'ACTIVE'), 'RELEASED');
    v_free := ARRAY(SELECT s.seat FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (v_free)
                       AND (s.state = 'FREE' OR (s.state = 'HELD' AND s.held_until <= clock_timestamp())) ORDER BY s.seat);
  END IF;
  UPDATE waiting_list k SET status = 'EXPIRED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id IN (SELECT o.id FROM unnest(v_over) o);
  v_changed := ARRAY(SELECT o.id FROM unnest(v_over) o);

  FOREACH w IN ARRAY v_entries LOOP
    EXIT WHEN cardinality(v_free) = 0;
    v_seats := choose_seats(p_show, v_free, w.quantity, w.zone);
    CONTINUE WHEN v_seats IS NULL;
    SELECT h.* INTO v_hold FROM reservation_hold(ARRAY[(
      new_id(), p_show, w.user_id, v_seats, 1, v_limit, v_seconds + p_grace, 'offer', w.id)::hold_request]) h;
    IF v_hold.outcome = 'held' THEN
      UPDATE waiting_list k SET status = 'OFFERED', revision = k.revision + 1, hold_id = v_hold.hold_id, seats = v_seats,
             deadline = v_hold.expires_at - make_interval(secs => p_grace), updated_at = clock_timestamp(),
             labels = ARRAY(SELECT l.label FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id WHERE s.id = p_show AND l.seat = ANY (v_seats) ORDER BY l.seat)
       WHERE k.id = w.id;
      v_free := ARRAY(SELECT f FROM unnest(v_free) f WHERE f <> ALL (v_seats) ORDER BY f);
      v_touched := v_touched || v_seats;
      v_changed := v_changed || w.id;
    ELSIF v_hold.outcome = 'limit_reached' THEN
      UPDATE waiting_list k SET status = 'CLOSED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = w.id;
      v_changed := v_changed || w.id;
    END IF;
  END LOOP;
  RETURN QUERY SELECT * FROM announce_seats(p_show, v_touched);
  RETURN QUERY SELECT * FROM announce_waiting_entries(v_changed);
END $$;

-- keep until 0.3.0: the worker of version 0.1
-- The sweeper's turn: ends up to so many holds that are past their time, with what they were made for. Returns the events.
-- Bookings before holds, as everywhere; one that somebody is working on is left for the next turn.
CREATE OR REPLACE FUNCTION sweep_holds(p_limit int) RETURNS SETOF outbox_event
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  -- A constant to the planner, unlike the clock: the index ends the search at what is due.
  v_now timestamptz := clock_timestamp();
  v_due holds[];
  v_bookings uuid[];
  v_ended holds[];
BEGIN
  v_due := ARRAY(SELECT h FROM holds h WHERE h.status = 'ACTIVE' AND h.expires_at <= v_now ORDER BY h.expires_at LIMIT p_limit);
  v_bookings := ARRAY(
    SELECT b.id FROM bookings b WHERE b.id IN (SELECT h.subject_id FROM unnest(v_due) h WHERE h.subject = 'booking')
     ORDER BY b.id FOR UPDATE SKIP LOCKED);
  v_ended := ARRAY(
    SELECT e FROM reservation_end(ARRAY(
      SELECT h.id FROM unnest(v_due) h WHERE h.subject <> 'booking' OR h.subject_id = ANY (v_bookings)
          OR NOT EXISTS (SELECT FROM bookings b WHERE b.id = h.subject_id)), 'EXPIRED') e);
  PERFORM keep_ended_holds(v_ended);
  UPDATE bookings b SET status = 'EXPIRED', revision = b.revision + 1, updated_at = clock_timestamp()
    FROM unnest(v_ended) h WHERE h.subject = 'booking' AND b.id = h.subject_id AND b.hold_id = h.id AND b.status = 'HELD';
  RETURN QUERY SELECT * FROM announce_bookings(ARRAY(SELECT h.subject_id FROM unnest(v_ended) h WHERE h.subject = 'booking'));
  RETURN QUERY
  SELECT e.* FROM (
    SELECT array_agg(h.pool_id) AS pools, array_agg(u.seat) AS seats
      FROM unnest(v_ended) h JOIN reservation_pools p ON p.id = h.pool_id AND p.kind = 'seats', unnest(h.units) AS u(seat)) c,
         LATERAL announce_seats_of(c.pools, c.seats) e;
END $$;

