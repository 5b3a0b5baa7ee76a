-- Bookings: what the API places, a worker decides, a payment confirms. Each function is one transaction of one round trip, changes a booking
-- only from the status it may be changed from, and leaves the events it caused in the outbox; it returns them for the fast path.

-- A booking as events and answers show it.
CREATE FUNCTION booking_json(b bookings) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('bookingId', b.id, 'userId', b.user_id, 'kind', 'seats', 'showId', b.show_id, 'seats', to_jsonb(b.labels),
    'status', b.status, 'revision', b.revision, 'reason', b.reason, 'alternatives', coalesce(b.alternatives, '[]'::jsonb),
    'priceMinor', b.price_minor, 'currency', b.currency, 'lines', coalesce(b.lines, '[]'::jsonb), 'deadline', iso(b.deadline),
    'createdAt', iso(b.created_at), 'updatedAt', iso(b.updated_at))
$$;

CREATE TYPE outbox_event AS (id uuid, channel text, envelope jsonb);

-- Writes an event about each of the bookings to its user's channel.
CREATE FUNCTION announce_bookings(p_ids uuid[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT e.id, 'event', 'booking.updated', 'user:' || b.user_id,
         jsonb_build_object('v', 1, 'id', e.id, 'type', 'booking.updated', 'at', iso(b.updated_at), 'data', booking_json(b))
    FROM bookings b, LATERAL (SELECT new_id() AS id WHERE b.id IS NOT NULL) e
   WHERE b.id = ANY (p_ids) ORDER BY b.id
  RETURNING id, channel, payload
$$;

-- Writes what these seats of a show are now to the show's channel: [seat, version] by state.
CREATE FUNCTION announce_seats(p_pool uuid, p_seats int[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT e.id, 'event', 'seats.changed', 'show:' || p_pool,
         jsonb_build_object('v', 1, 'id', e.id, 'type', 'seats.changed', 'at', iso(clock_timestamp()), 'data', jsonb_build_object(
           'showId', p_pool, 'held', c.held, 'free', c.free, 'sold', c.sold))
    FROM (SELECT new_id() AS id) e, (
      SELECT coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version) ORDER BY s.seat) FILTER (WHERE s.state = 'HELD'), '[]') AS held,
             coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version) ORDER BY s.seat) FILTER (WHERE s.state = 'FREE'), '[]') AS free,
             coalesce(jsonb_agg(jsonb_build_array(s.seat, s.version) ORDER BY s.seat) FILTER (WHERE s.state = 'SOLD'), '[]') AS sold,
             count(*) AS n
        FROM pool_seats s WHERE s.pool_id = p_pool AND s.seat = ANY (p_seats)) c
   WHERE c.n > 0
  RETURNING id, channel, payload
$$;

-- Takes bookings in, many at once: idempotency, row and job of each. What was asked for has been checked before. `p_seats` and `p_labels` hold
-- array literals. The keys' rules are those of claim_idempotency_key, for a whole batch in one statement.
-- outcome: created | replayed | mismatch | in_progress | queue_full
CREATE FUNCTION place_bookings(
  p_ids uuid[], p_job_ids uuid[], p_users uuid[], p_shows uuid[], p_seats text[], p_labels text[], p_keys text[], p_fingerprints text[], p_depth_limit int
) RETURNS TABLE (id uuid, outcome text, booking_id uuid)
LANGUAGE plpgsql AS $$
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
    INSERT INTO outbox (id, topic, name, payload)
    SELECT r.job_id, 'job', 'booking.place', jsonb_build_object('bookingId', r.id)
      FROM unnest(p_ids, p_job_ids) AS r(id, job_id) WHERE r.id = ANY (v_placed);
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

-- Free seats side by side in one row, as many as were wanted: up to three lists of labels, nearest first. Seats are numbered along the rows, so a
-- run of free seats is a run of numbers whose columns follow each other, too.
CREATE FUNCTION nearest_seats(p_show uuid, p_seats int[]) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_hall uuid := (SELECT s.hall_id FROM shows s WHERE s.id = p_show);
  v_count int := cardinality(p_seats);
  v_taken int[];
  v_x float8;
  v_y float8;
BEGIN
  v_taken := ARRAY(SELECT s.seat FROM pool_seats s WHERE s.pool_id = p_show AND (s.state = 'SOLD' OR s.held_until > clock_timestamp()));
  SELECT avg(l.x), avg(l.y) INTO v_x, v_y FROM hall_seats l WHERE l.hall_id = v_hall AND l.seat = ANY (p_seats);
  RETURN (
    SELECT coalesce(jsonb_agg((SELECT jsonb_agg(l.label ORDER BY l.seat) FROM hall_seats l
                                WHERE l.hall_id = v_hall AND l.seat BETWEEN b.seat AND b.seat + v_count - 1)
                              ORDER BY b.far, b.rows, b.seat), '[]')
      FROM (
        SELECT r.seat, ((r.x + r.last_x) / 2 - v_x) ^ 2 + (r.y - v_y) ^ 2 AS far, abs(r.y - v_y) AS rows
          FROM (
            SELECT f.seat, f."row", f."column", f.x, f.y, lead(f.seat, v_count - 1) OVER w AS last_seat, lead(f."row", v_count - 1) OVER w AS last_row,
                   lead(f."column", v_count - 1) OVER w AS last_column, lead(f.x, v_count - 1) OVER w AS last_x
              FROM hall_seats f LEFT JOIN unnest(v_taken) AS t(seat) ON t.seat = f.seat
             WHERE f.hall_id = v_hall AND t.seat IS NULL WINDOW w AS (ORDER BY f.seat)) r
         WHERE r.last_seat = r.seat + v_count - 1 AND r.last_row = r."row" AND r.last_column = r."column" + v_count - 1
         ORDER BY far, rows, r.seat LIMIT 3) b);
END $$;
-- Called from functions that forbid it.
ALTER FUNCTION nearest_seats(uuid, int[]) SET enable_hashjoin = on;

-- Are there so many free seats at all, wherever they are?
CREATE FUNCTION has_free_seats(p_pool uuid, p_seats int) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p.capacity - (SELECT count(*) FROM pool_seats s WHERE s.pool_id = p.id AND (s.state = 'SOLD' OR s.held_until > clock_timestamp())) >= p_seats
    FROM reservation_pools p WHERE p.id = p_pool
$$;

-- A worker's batch: holds and prices what is QUEUED of these bookings, in the order they came in, or refuses it.
-- Returns the events. A booking that is no longer QUEUED is left alone: somebody else decided it.
CREATE FUNCTION hold_bookings(p_ids uuid[], p_seconds float8) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_bookings bookings[];
  v_results hold_result[];
  v_refused uuid[];
BEGIN
  SELECT array_agg(b) INTO v_bookings FROM (
    SELECT * FROM bookings b WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED' ORDER BY b.id FOR UPDATE) b;
  IF v_bookings IS NULL THEN
    RETURN;
  END IF;

  v_results := ARRAY(
    SELECT h FROM reservation_hold(ARRAY(
      SELECT (b.id, b.show_id, b.user_id, b.seats, 1, s.seats_per_user, p_seconds, 'booking', b.id)::hold_request
        FROM unnest(v_bookings) b JOIN shows s ON s.id = b.show_id
       WHERE s.status = 'ON_SALE' AND s.sale_opens_at <= clock_timestamp() AND s.starts_at > clock_timestamp()
       ORDER BY b.id)) h);

  UPDATE bookings u
     SET status = 'HELD', revision = u.revision + 1, hold_id = h.hold_id, deadline = h.expires_at, price_minor = p.total, currency = p.currency,
         lines = p.lines, updated_at = clock_timestamp()
    FROM unnest(v_results) h, LATERAL (
      SELECT sum(z.price_minor) AS total, s.currency,
             jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat) AS lines
        FROM bookings b JOIN shows s ON s.id = b.show_id JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (b.seats)
        JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone
       WHERE b.id = h.hold_id GROUP BY s.currency) p
   WHERE h.outcome = 'held' AND u.id = h.hold_id;

  WITH refused AS (
    UPDATE bookings u
       SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), alternatives = a.alternatives,
           reason = CASE WHEN h.outcome = 'taken' AND NOT a.free THEN 'sold_out'
                         WHEN h.outcome = 'taken' THEN 'seats_taken'
                         WHEN h.outcome IS NOT NULL THEN h.outcome
                         WHEN s.status IS DISTINCT FROM 'ON_SALE' THEN 'show_cancelled'
                         WHEN s.starts_at <= clock_timestamp() THEN 'show_started'
                         ELSE 'sale_not_open' END
      FROM unnest(v_bookings) b LEFT JOIN unnest(v_results) h ON h.hold_id = b.id LEFT JOIN shows s ON s.id = b.show_id,
           LATERAL (SELECT h.outcome = 'taken' AND has_free_seats(b.show_id, cardinality(b.seats)) AS free OFFSET 0) f,
           LATERAL (SELECT f.free, CASE WHEN f.free THEN nearest_seats(b.show_id, b.seats) ELSE '[]' END AS alternatives OFFSET 0) a
     WHERE u.id = b.id AND h.outcome IS DISTINCT FROM 'held'
    RETURNING u.id)
  SELECT array_agg(r.id) INTO v_refused FROM refused r;

  RETURN QUERY SELECT * FROM announce_bookings(ARRAY(SELECT b.id FROM unnest(v_bookings) b));
  RETURN QUERY
  SELECT e.* FROM (
    SELECT b.show_id, array_agg(DISTINCT u.seat) AS seats FROM unnest(v_results) h JOIN unnest(v_bookings) b ON b.id = h.hold_id, unnest(b.seats) AS u(seat)
     WHERE h.outcome = 'held' GROUP BY b.show_id) c, LATERAL announce_seats(c.show_id, c.seats) e;
END $$;

-- What the payment will call: a HELD booking becomes CONFIRMED.
-- outcome: confirmed | already | missing | expired | closed; first row, without an event
CREATE FUNCTION confirm_booking(p_id uuid, p_user uuid, p_late boolean) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
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
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_id]) e;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_seats(b.show_id, b.seats) e;
  END IF;
END $$;

-- The user gives it up: QUEUED or HELD becomes CANCELLED, the seats are free again.
-- outcome: cancelled | already | missing | confirmed | closed; first row, without an event
CREATE FUNCTION cancel_booking(p_id uuid, p_user uuid) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
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
      PERFORM reservation_end(ARRAY[b.hold_id], 'RELEASED');
      RETURN QUERY SELECT v_outcome, e.* FROM announce_seats(b.show_id, b.seats) e;
    END IF;
  END IF;
END $$;

-- The sweeper's turn: ends up to so many holds that are past their time, with what they were made for. Returns the events.
-- Bookings before holds, as everywhere; one that somebody is working on is left for the next turn.
CREATE FUNCTION sweep_holds(p_limit int) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_due holds[];
  v_bookings uuid[];
  v_ended holds[];
BEGIN
  v_due := ARRAY(SELECT h FROM holds h WHERE h.status = 'ACTIVE' AND h.expires_at <= clock_timestamp() ORDER BY h.expires_at LIMIT p_limit);
  v_bookings := ARRAY(
    SELECT b.id FROM bookings b WHERE b.id IN (SELECT h.subject_id FROM unnest(v_due) h WHERE h.subject = 'booking')
     ORDER BY b.id FOR UPDATE SKIP LOCKED);
  v_ended := ARRAY(
    SELECT e FROM reservation_end(ARRAY(
      SELECT h.id FROM unnest(v_due) h WHERE h.subject <> 'booking' OR h.subject_id = ANY (v_bookings)
          OR NOT EXISTS (SELECT FROM bookings b WHERE b.id = h.subject_id)), 'EXPIRED') e);
  UPDATE bookings b SET status = 'EXPIRED', revision = b.revision + 1, updated_at = clock_timestamp()
    FROM unnest(v_ended) h WHERE h.subject = 'booking' AND b.id = h.subject_id AND b.hold_id = h.id AND b.status = 'HELD';
  RETURN QUERY SELECT * FROM announce_bookings(ARRAY(SELECT h.subject_id FROM unnest(v_ended) h WHERE h.subject = 'booking'));
  RETURN QUERY
  SELECT e.* FROM (
    SELECT h.pool_id, array_agg(DISTINCT u.seat) AS seats FROM unnest(v_ended) h JOIN reservation_pools p ON p.id = h.pool_id AND p.kind = 'seats',
           unnest(h.units) AS u(seat) GROUP BY h.pool_id) c, LATERAL announce_seats(c.pool_id, c.seats) e;
END $$;

-- Plans: see the kernel's.
ALTER FUNCTION hold_bookings(uuid[], float8) SET enable_seqscan = off;
ALTER FUNCTION hold_bookings(uuid[], float8) SET enable_hashjoin = off;
ALTER FUNCTION hold_bookings(uuid[], float8) SET enable_mergejoin = off;
ALTER FUNCTION place_bookings(uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], int) SET enable_seqscan = off;
ALTER FUNCTION place_bookings(uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], int) SET enable_hashjoin = off;
ALTER FUNCTION place_bookings(uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], int) SET enable_mergejoin = off;
ALTER FUNCTION sweep_holds(int) SET enable_seqscan = off;
