-- Batches of bookings, decided in sets: as many statements for sixty-four bookings of forty shows as for one.
-- Servers and workers of the version before go on with place_bookings, hold_bookings and the jobs of one booking each; nobody else does.

-- As before; what can be taken is decided in the order of the requests, in memory, and written at once for all of them.
CREATE OR REPLACE FUNCTION hold_seats(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz;
  v_all hold_request[] := '{}';
  v_missing bigint := 0;
  v_made bigint := 0;
  v_wanted bigint := -1;
  v_taken_pools uuid[] := '{}';
  v_taken_seats int[] := '{}';
  v_stale boolean := false;
  v_pool uuid;
  v_taken int[];
  v_held hold_request[] := '{}';
  v_more bigint;
  r record;
BEGIN
  -- A look without locks: most who come too late are sent away here.
  FOR r IN
    SELECT q.ord, q.hold_id, asks_for_seats(p_requests[q.ord], p.capacity) AS known, count(*) FILTER (WHERE s.seat IS NULL) AS missing,
           array_agg(u.seat) FILTER (WHERE s.state = 'SOLD' OR s.held_until > clock_timestamp()) AS taken
      FROM unnest(p_requests) WITH ORDINALITY AS q(hold_id, pool_id, owner_id, units, quantity, per_owner, seconds, subject, subject_id, ord)
      JOIN reservation_pools p ON p.id = q.pool_id CROSS JOIN unnest(q.units) AS u(seat)
      LEFT JOIN pool_seats s ON s.pool_id = q.pool_id AND s.seat = u.seat
     GROUP BY q.ord, q.hold_id, p.capacity ORDER BY q.ord
  LOOP
    IF NOT r.known THEN
      RETURN NEXT (r.hold_id, 'unknown_units', NULL, NULL)::hold_result;
    ELSIF r.taken IS NOT NULL THEN
      RETURN NEXT (r.hold_id, 'taken', NULL, r.taken)::hold_result;
    ELSE
      v_all := v_all || p_requests[r.ord];
      v_missing := v_missing + r.missing;
    END IF;
  END LOOP;
  IF cardinality(v_all) = 0 THEN
    RETURN;
  END IF;

  IF v_missing > 0 THEN
    WITH wanted AS MATERIALIZED (SELECT DISTINCT q.pool_id, u.seat FROM unnest(v_all) q, unnest(q.units) AS u(seat)),
      made AS (
        INSERT INTO pool_seats (pool_id, seat) SELECT w.pool_id, w.seat FROM wanted w ORDER BY 1, 2 ON CONFLICT DO NOTHING RETURNING 1)
    SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM wanted) INTO v_made, v_wanted;
  END IF;
  -- Rows that this transaction has just made nobody else can see, let alone take.
  IF v_made <> v_wanted THEN
    SELECT coalesce(array_agg(s.pool_id) FILTER (WHERE s.state = 'SOLD' OR s.held_until > clock_timestamp()), '{}'),
           coalesce(array_agg(s.seat) FILTER (WHERE s.state = 'SOLD' OR s.held_until > clock_timestamp()), '{}'), coalesce(bool_or(s.state = 'HELD'), false)
      INTO v_taken_pools, v_taken_seats, v_stale
      FROM (SELECT s.* FROM (SELECT DISTINCT q.pool_id, u.seat FROM unnest(v_all) q, unnest(q.units) AS u(seat)) w
              JOIN pool_seats s ON s.pool_id = w.pool_id AND s.seat = w.seat ORDER BY s.pool_id, s.seat FOR UPDATE OF s) s;
  END IF;
  v_now := clock_timestamp();

  FOR r IN
    SELECT q.*, count(*) OVER (PARTITION BY q.pool_id, q.owner_id) > 1 AS several,
           CASE WHEN q.per_owner IS NULL THEN 0 ELSE (
             SELECT coalesce(sum(cardinality(h.units) * h.quantity), 0) FROM holds h
              WHERE h.pool_id = q.pool_id AND h.owner_id = q.owner_id
                AND h.status IN ('ACTIVE', 'CONVERTED') AND (h.status = 'CONVERTED' OR h.expires_at > v_now)) END AS owned
      FROM unnest(v_all) WITH ORDINALITY AS q(hold_id, pool_id, owner_id, units, quantity, per_owner, seconds, subject, subject_id, ord)
     ORDER BY q.pool_id, q.ord
  LOOP
    IF r.pool_id IS DISTINCT FROM v_pool THEN
      v_pool := r.pool_id;
      v_taken := CASE WHEN cardinality(v_taken_seats) = 0 THEN '{}'
                      ELSE ARRAY(SELECT t.seat FROM unnest(v_taken_pools, v_taken_seats) AS t(pool_id, seat) WHERE t.pool_id = v_pool) END;
    END IF;
    v_more := 0;
    IF r.several THEN
      v_more := (SELECT coalesce(sum(cardinality(h.units)), 0) FROM unnest(v_held) h WHERE h.pool_id = r.pool_id AND h.owner_id = r.owner_id);
    END IF;
    IF r.units && v_taken THEN
      RETURN NEXT (r.hold_id, 'taken', NULL, ARRAY(SELECT u FROM unnest(r.units) u WHERE u = ANY (v_taken)))::hold_result;
    ELSIF r.owned + v_more + cardinality(r.units) > r.per_owner THEN
      RETURN NEXT (r.hold_id, 'limit_reached', NULL, NULL)::hold_result;
    ELSE
      v_taken := v_taken || r.units;
      v_held := v_held || v_all[r.ord];
    END IF;
  END LOOP;
  IF cardinality(v_held) = 0 THEN
    RETURN;
  END IF;

  IF v_stale THEN
    -- Seats of a hold that is past its time leave it here.
    INSERT INTO movements (pool_id, hold_id, source, target, quantity)
    SELECT s.pool_id, s.hold_id, 'held', 'free', count(*)
      FROM (SELECT h.pool_id, u.seat FROM unnest(v_held) h, unnest(h.units) AS u(seat) OFFSET 0) h
      JOIN pool_seats s ON s.pool_id = h.pool_id AND s.seat = h.seat
     WHERE s.state = 'HELD' GROUP BY s.pool_id, s.hold_id;
  END IF;
  INSERT INTO holds (id, pool_id, owner_id, units, quantity, expires_at, subject, subject_id)
  SELECT h.hold_id, h.pool_id, h.owner_id, h.units, 1, v_now + make_interval(secs => h.seconds), h.subject, h.subject_id FROM unnest(v_held) h;
  UPDATE pool_seats s
     SET state = 'HELD', hold_id = h.hold_id, held_until = v_now + make_interval(secs => h.seconds), version = s.version + 1
    -- Behind OFFSET 0, or the planner may read a whole pool for each hold.
    FROM (SELECT h.hold_id, h.pool_id, h.seconds, u.seat FROM unnest(v_held) h, unnest(h.units) AS u(seat) OFFSET 0) h
   WHERE s.pool_id = h.pool_id AND s.seat = h.seat;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity)
  SELECT h.pool_id, h.hold_id, 'free', 'held', cardinality(h.units) FROM unnest(v_held) h;
  RETURN QUERY SELECT h.hold_id, 'held'::text, v_now + make_interval(secs => h.seconds), NULL::int[] FROM unnest(v_held) h;
END $$;

-- Writes what these seats are now to the channels of their shows, one event for each: [seat, version] by state. `p_pools` and `p_seats` side by side.
CREATE FUNCTION announce_seats_of(p_pools uuid[], p_seats int[]) RETURNS SETOF outbox_event
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

-- The same of one show.
CREATE OR REPLACE FUNCTION announce_seats(p_pool uuid, p_seats int[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  SELECT * FROM announce_seats_of((SELECT array_agg(p_pool) FROM unnest(p_seats)), p_seats)
$$;

-- A worker's batch: holds and prices what is QUEUED of these bookings, in the order they came in, or refuses it.
-- Returns the events. Bookings whose seats are taken stay QUEUED and are returned in rows without a channel, one for each show: its id, in
-- `envelope` its hall and the bookings, in `taken` the seats that are not free. The caller looks for other seats and calls refuse_bookings.
-- A booking that is no longer QUEUED is left alone: somebody else decided it.
CREATE FUNCTION decide_bookings(p_ids uuid[], p_seconds float8) RETURNS TABLE (id uuid, channel text, envelope jsonb, taken int[])
LANGUAGE plpgsql AS $$
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
  SELECT e.*, NULL::int[] FROM announce_bookings(ARRAY(
    SELECT h.hold_id FROM unnest(v_results) h WHERE h.outcome <> 'taken' UNION ALL SELECT unnest(v_closed))) e;
  RETURN QUERY
  SELECT e.*, NULL::int[] FROM (
    SELECT array_agg(q.pool_id) AS pools, array_agg(u.seat) AS seats
      FROM unnest(v_requests) q, unnest(q.units) AS u(seat)
     WHERE q.hold_id = ANY (ARRAY(SELECT h.hold_id FROM unnest(v_results) h WHERE h.outcome = 'held'))) c, LATERAL announce_seats_of(c.pools, c.seats) e;
  RETURN QUERY
  SELECT t.show_id, NULL::text, jsonb_build_object('hallId', s.hall_id, 'bookings', t.bookings), ARRAY(
           SELECT p.seat FROM pool_seats p WHERE p.pool_id = t.show_id AND (p.state = 'SOLD' OR p.held_until > clock_timestamp()))
    FROM (SELECT b.show_id, jsonb_agg(jsonb_build_object('id', b.id, 'seats', b.seats)) AS bookings
            FROM unnest(v_results) h JOIN bookings b ON b.id = h.hold_id WHERE h.outcome = 'taken' GROUP BY b.show_id) t JOIN shows s ON s.id = t.show_id;
END $$;

-- Refuses what is still QUEUED of these bookings, with other seats as JSON. The three lists are side by side. Returns the events.
CREATE FUNCTION refuse_bookings(p_ids uuid[], p_reasons text[], p_alternatives text[]) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  v_ids uuid[] := ARRAY(SELECT b.id FROM bookings b WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED' ORDER BY b.id FOR UPDATE);
BEGIN
  UPDATE bookings u
     SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), reason = r.reason, alternatives = r.alternatives::jsonb
    FROM unnest(p_ids, p_reasons, p_alternatives) AS r(id, reason, alternatives) WHERE u.id = r.id AND u.id = ANY (v_ids);
  RETURN QUERY SELECT * FROM announce_bookings(v_ids);
END $$;

-- Takes bookings in, many at once: idempotency and row of each, and one job for all. What was asked for has been checked before. `p_seats` and `p_labels` hold
-- array literals. The keys' rules are those of claim_idempotency_key, for a whole batch in one statement.
-- outcome: created | replayed | mismatch | in_progress | queue_full
CREATE FUNCTION place_booking_batch(
  p_ids uuid[], p_job_id uuid, p_users uuid[], p_shows uuid[], p_seats text[], p_labels text[], p_keys text[], p_fingerprints text[], p_depth_limit int
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
    IF cardinality(v_placed) > 0 THEN
      INSERT INTO outbox (id, topic, name, payload)
      VALUES (p_job_id, 'job', 'booking.place', jsonb_build_object('bookingIds', (SELECT jsonb_agg(p ORDER BY p) FROM unnest(v_placed) p)));
    END IF;
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

-- The sweeper's turn: ends up to so many holds that are past their time, with what they were made for. Returns the events.
-- Bookings before holds, as everywhere; one that somebody is working on is left for the next turn.
CREATE OR REPLACE FUNCTION sweep_holds(p_limit int) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
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
  UPDATE bookings b SET status = 'EXPIRED', revision = b.revision + 1, updated_at = clock_timestamp()
    FROM unnest(v_ended) h WHERE h.subject = 'booking' AND b.id = h.subject_id AND b.hold_id = h.id AND b.status = 'HELD';
  RETURN QUERY SELECT * FROM announce_bookings(ARRAY(SELECT h.subject_id FROM unnest(v_ended) h WHERE h.subject = 'booking'));
  RETURN QUERY
  SELECT e.* FROM (
    SELECT array_agg(h.pool_id) AS pools, array_agg(u.seat) AS seats
      FROM unnest(v_ended) h JOIN reservation_pools p ON p.id = h.pool_id AND p.kind = 'seats', unnest(h.units) AS u(seat)) c,
         LATERAL announce_seats_of(c.pools, c.seats) e;
END $$;

-- Replacing a function forgets its settings. Plans: see the kernel's.
ALTER FUNCTION hold_seats(hold_request[]) SET enable_seqscan = off;
ALTER FUNCTION hold_seats(hold_request[]) SET enable_hashjoin = off;
ALTER FUNCTION hold_seats(hold_request[]) SET enable_mergejoin = off;
ALTER FUNCTION decide_bookings(uuid[], float8) SET enable_seqscan = off;
ALTER FUNCTION decide_bookings(uuid[], float8) SET enable_hashjoin = off;
ALTER FUNCTION decide_bookings(uuid[], float8) SET enable_mergejoin = off;
ALTER FUNCTION sweep_holds(int) SET enable_seqscan = off;
ALTER FUNCTION refuse_bookings(uuid[], text[], text[]) SET enable_seqscan = off;
ALTER FUNCTION place_booking_batch(uuid[], uuid, uuid[], uuid[], text[], text[], text[], text[], int) SET enable_seqscan = off;
ALTER FUNCTION place_booking_batch(uuid[], uuid, uuid[], uuid[], text[], text[], text[], text[], int) SET enable_hashjoin = off;
ALTER FUNCTION place_booking_batch(uuid[], uuid, uuid[], uuid[], text[], text[], text[], text[], int) SET enable_mergejoin = off;
