-- The reservation kernel: hold, confirm, release, expire.
--
-- One order of locks everywhere, so that none of these can wait for each other in a ring:
--   the subject's row (a booking) -> buyer and pool (advisory) -> holds by id -> seats by (pool, seat) -> counters by (pool, unit).
-- A hold that takes over what an expired one has left does not touch that one's row: it takes the seats, and whoever wants to
-- confirm the old hold finds that they are no longer its own.
-- Every function reads the clock after it has its locks: a deadline that passed while waiting has passed.

-- A UUIDv7 (RFC 9562).
CREATE FUNCTION new_id() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- ISO 8601 in UTC with milliseconds, as JavaScript writes it.
CREATE FUNCTION iso(p_at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- units: ascending and distinct. per_owner: most pieces of the pool one owner may hold or own; null: no limit.
CREATE TYPE hold_request AS (
  hold_id uuid, pool_id uuid, owner_id uuid, units int[], quantity int, per_owner int, seconds float8, subject text, subject_id uuid
);
-- outcome: held | taken (short: the units that were not to be had) | limit_reached | unknown_units | pool_not_found
CREATE TYPE hold_result AS (hold_id uuid, outcome text, expires_at timestamptz, short int[]);

-- A pool of numbered seats. Costs one row however many there are.
CREATE FUNCTION open_seat_pool(p_id uuid, p_seats int) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO reservation_pools (id, kind, capacity) VALUES (p_id, 'seats', p_seats) ON CONFLICT (id) DO NOTHING
$$;

-- A pool of counters: units and how much there is of each.
CREATE FUNCTION open_counter_pool(p_id uuid, p_units int[], p_capacities int[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reservation_pools (id, kind) VALUES (p_id, 'counters') ON CONFLICT (id) DO NOTHING;
  INSERT INTO pool_counters (pool_id, unit, capacity, free)
  SELECT p_id, u.unit, u.capacity, u.capacity FROM unnest(p_units, p_capacities) AS u(unit, capacity) ON CONFLICT DO NOTHING;
END $$;

-- Pieces of a pool that an owner has: held and not yet past their time, or bought.
CREATE FUNCTION owned_pieces(p_pool uuid, p_owner uuid, p_now timestamptz) RETURNS int
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(cardinality(h.units) * h.quantity), 0)::int FROM holds h
   WHERE h.pool_id = p_pool AND h.owner_id = p_owner
     AND h.status IN ('ACTIVE', 'CONVERTED') AND (h.status = 'CONVERTED' OR h.expires_at > p_now)
$$;

-- Are the units seats of a pool of that size?
CREATE FUNCTION asks_for_seats(p_request hold_request, p_capacity int) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_request.quantity = 1 AND p_request.units[1] >= 1 AND p_request.units[cardinality(p_request.units)] <= p_capacity
$$;

-- Many requests in one statement, each all or nothing, in the order given; pool by pool, and what those of a pool have in common
-- (reading, locking) is done once. Each statement names one pool and a list of seats, so that it is a look into the primary key
-- whatever the planner thinks of the table.
CREATE FUNCTION hold_seats(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz;
  v_pool record;
  v_all hold_request[];
  v_wanted int[];
  v_known int[];
  v_taken int[];
  v_stale int[];
  r hold_request;
BEGIN
  FOR v_pool IN SELECT p.id, p.capacity FROM reservation_pools p WHERE p.id IN (SELECT q.pool_id FROM unnest(p_requests) q) ORDER BY p.id LOOP
    RETURN QUERY SELECT q.hold_id, 'unknown_units'::text, NULL::timestamptz, NULL::int[]
      FROM unnest(p_requests) q WHERE q.pool_id = v_pool.id AND NOT asks_for_seats(q, v_pool.capacity);
    v_all := ARRAY(SELECT q FROM unnest(p_requests) q WHERE q.pool_id = v_pool.id AND asks_for_seats(q, v_pool.capacity));
    v_wanted := ARRAY(SELECT DISTINCT u FROM unnest(v_all) q, unnest(q.units) u ORDER BY 1);
    -- A look without locks: most who come too late are sent away here.
    v_now := clock_timestamp();
    SELECT coalesce(array_agg(s.seat), '{}'), coalesce(array_agg(s.seat) FILTER (WHERE s.state = 'SOLD' OR s.held_until > v_now), '{}')
      INTO v_known, v_taken
      FROM pool_seats s WHERE s.pool_id = v_pool.id AND s.seat = ANY (v_wanted);
    IF cardinality(v_taken) > 0 THEN
      RETURN QUERY SELECT q.hold_id, 'taken'::text, NULL::timestamptz, ARRAY(SELECT u FROM unnest(q.units) u WHERE u = ANY (v_taken))
        FROM unnest(v_all) q WHERE q.units && v_taken;
      v_all := ARRAY(SELECT q FROM unnest(v_all) q WHERE NOT q.units && v_taken);
      v_wanted := ARRAY(SELECT DISTINCT u FROM unnest(v_all) q, unnest(q.units) u ORDER BY 1);
    END IF;
    CONTINUE WHEN cardinality(v_all) = 0;

    IF NOT v_wanted <@ v_known THEN
      INSERT INTO pool_seats (pool_id, seat) SELECT v_pool.id, u FROM unnest(v_wanted) u WHERE u <> ALL (v_known) ORDER BY u ON CONFLICT DO NOTHING;
    END IF;
    PERFORM FROM pool_seats s WHERE s.pool_id = v_pool.id AND s.seat = ANY (v_wanted) ORDER BY s.seat FOR UPDATE;
    v_now := clock_timestamp();
    SELECT coalesce(array_agg(s.seat) FILTER (WHERE s.state = 'SOLD' OR s.held_until > v_now), '{}'),
           coalesce(array_agg(s.seat) FILTER (WHERE s.held_until <= v_now), '{}')
      INTO v_taken, v_stale
      FROM pool_seats s WHERE s.pool_id = v_pool.id AND s.seat = ANY (v_wanted);

    FOREACH r IN ARRAY v_all LOOP
      IF r.units && v_taken THEN
        RETURN NEXT (r.hold_id, 'taken', NULL, ARRAY(SELECT u FROM unnest(r.units) u WHERE u = ANY (v_taken)))::hold_result;
      ELSIF owned_pieces(r.pool_id, r.owner_id, v_now) + cardinality(r.units) > r.per_owner THEN
        RETURN NEXT (r.hold_id, 'limit_reached', NULL, NULL)::hold_result;
      ELSE
        v_taken := v_taken || r.units;
        IF r.units && v_stale THEN
          -- Seats of a hold that is past its time leave it here.
          INSERT INTO movements (pool_id, hold_id, source, target, quantity)
          SELECT s.pool_id, s.hold_id, 'held', 'free', count(*) FROM pool_seats s
           WHERE s.pool_id = r.pool_id AND s.seat = ANY (r.units) AND s.state = 'HELD' GROUP BY s.pool_id, s.hold_id;
        END IF;
        INSERT INTO holds (id, pool_id, owner_id, units, quantity, expires_at, subject, subject_id)
        VALUES (r.hold_id, r.pool_id, r.owner_id, r.units, 1, v_now + make_interval(secs => r.seconds), r.subject, r.subject_id);
        UPDATE pool_seats s
           SET state = 'HELD', hold_id = r.hold_id, held_until = v_now + make_interval(secs => r.seconds), version = s.version + 1
         WHERE s.pool_id = r.pool_id AND s.seat = ANY (r.units);
        INSERT INTO movements (pool_id, hold_id, source, target, quantity) VALUES (r.pool_id, r.hold_id, 'free', 'held', cardinality(r.units));
        RETURN NEXT (r.hold_id, 'held', v_now + make_interval(secs => r.seconds), NULL)::hold_result;
      END IF;
    END LOOP;
  END LOOP;
END $$;

-- Counters: stock (one unit) and nights (a unit each). What due holds still keep is given back first, so that nothing waits for the sweeper.
CREATE FUNCTION hold_counters(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz;
  v_due uuid[];
  v_short int[];
  v_known int;
  r record;
BEGIN
  v_due := ARRAY(
    SELECT h.id FROM holds h WHERE h.status = 'ACTIVE' AND h.expires_at <= clock_timestamp()
       AND h.pool_id IN (SELECT q.pool_id FROM unnest(p_requests) q JOIN pool_counters c ON c.pool_id = q.pool_id AND c.unit = ANY (q.units)
                          WHERE c.free < q.quantity)
     ORDER BY h.id LIMIT 500);
  PERFORM FROM pool_counters c
    WHERE (c.pool_id, c.unit) IN (
      SELECT q.pool_id, u.unit FROM unnest(p_requests) q, unnest(q.units) AS u(unit)
      UNION ALL SELECT h.pool_id, u.unit FROM holds h, unnest(h.units) AS u(unit) WHERE h.id = ANY (v_due))
    ORDER BY c.pool_id, c.unit FOR UPDATE;
  IF cardinality(v_due) > 0 THEN
    -- Against the order of locks, so without waiting: a hold that somebody is ending right now is left to him.
    PERFORM end_counter_holds(
      ARRAY(SELECT h.id FROM holds h WHERE h.id = ANY (v_due) AND h.status = 'ACTIVE' ORDER BY h.id FOR UPDATE SKIP LOCKED), 'EXPIRED');
  END IF;
  v_now := clock_timestamp();

  FOR r IN SELECT q.* FROM unnest(p_requests) q LOOP
    SELECT count(*)::int, coalesce(array_agg(c.unit ORDER BY c.unit) FILTER (WHERE c.free < r.quantity), '{}') INTO v_known, v_short
      FROM pool_counters c WHERE c.pool_id = r.pool_id AND c.unit = ANY (r.units);
    IF v_known <> cardinality(r.units) OR r.quantity < 1 THEN
      RETURN NEXT (r.hold_id, 'unknown_units', NULL, NULL)::hold_result;
    ELSIF cardinality(v_short) > 0 THEN
      RETURN NEXT (r.hold_id, 'taken', NULL, v_short)::hold_result;
    ELSIF owned_pieces(r.pool_id, r.owner_id, v_now) + cardinality(r.units) * r.quantity > r.per_owner THEN
      RETURN NEXT (r.hold_id, 'limit_reached', NULL, NULL)::hold_result;
    ELSE
      UPDATE pool_counters c SET free = c.free - r.quantity, held = c.held + r.quantity
       WHERE c.pool_id = r.pool_id AND c.unit = ANY (r.units);
      INSERT INTO holds (id, pool_id, owner_id, units, quantity, expires_at, subject, subject_id)
      VALUES (r.hold_id, r.pool_id, r.owner_id, r.units, r.quantity, v_now + make_interval(secs => r.seconds), r.subject, r.subject_id);
      INSERT INTO movements (pool_id, hold_id, source, target, quantity)
      VALUES (r.pool_id, r.hold_id, 'free', 'held', cardinality(r.units) * r.quantity);
      RETURN NEXT (r.hold_id, 'held', v_now + make_interval(secs => r.seconds), NULL)::hold_result;
    END IF;
  END LOOP;
END $$;

-- HOLD. Takes what the requests ask for, each all or nothing.
CREATE FUNCTION reservation_hold(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql AS $$
DECLARE
  v_seats hold_request[];
  v_counters hold_request[];
BEGIN
  -- One at a time per buyer and pool, or holds placed together would slip past the limit together.
  PERFORM pg_advisory_xact_lock(k.key)
     FROM (SELECT DISTINCT hashtextextended(q.pool_id::text || q.owner_id::text, 7402) AS key
             FROM unnest(p_requests) q WHERE q.per_owner IS NOT NULL ORDER BY 1) k;
  SELECT array_agg(p_requests[i] ORDER BY i) FILTER (WHERE p.kind = 'seats'), array_agg(p_requests[i] ORDER BY i) FILTER (WHERE p.kind = 'counters')
    INTO v_seats, v_counters
    FROM generate_subscripts(p_requests, 1) i JOIN reservation_pools p ON p.id = (p_requests[i]).pool_id;
  IF v_seats IS NOT NULL THEN
    RETURN QUERY SELECT * FROM hold_seats(v_seats);
  END IF;
  IF v_counters IS NOT NULL THEN
    RETURN QUERY SELECT * FROM hold_counters(v_counters);
  END IF;
  IF coalesce(cardinality(v_seats), 0) + coalesce(cardinality(v_counters), 0) < cardinality(p_requests) THEN
    RETURN QUERY SELECT q.hold_id, 'pool_not_found'::text, NULL::timestamptz, NULL::int[]
      FROM unnest(p_requests) q WHERE NOT EXISTS (SELECT FROM reservation_pools p WHERE p.id = q.pool_id);
  END IF;
END $$;

-- Gives back the seats that holds still have, and closes them. The holds are locked by the caller.
CREATE FUNCTION end_seat_holds(p_holds holds[], p_status text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_pool uuid;
  v_given int;
  h holds;
BEGIN
  FOR v_pool IN SELECT DISTINCT q.pool_id FROM unnest(p_holds) q ORDER BY 1 LOOP
    PERFORM FROM pool_seats s
      WHERE s.pool_id = v_pool AND s.seat = ANY (ARRAY(SELECT u FROM unnest(p_holds) q, unnest(q.units) u WHERE q.pool_id = v_pool))
      ORDER BY s.seat FOR UPDATE;
  END LOOP;
  FOREACH h IN ARRAY p_holds LOOP
    UPDATE pool_seats s SET state = 'FREE', hold_id = NULL, held_until = NULL, version = s.version + 1
     WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) AND s.hold_id = h.id AND s.state = 'HELD';
    GET DIAGNOSTICS v_given = ROW_COUNT;
    IF v_given > 0 THEN
      INSERT INTO movements (pool_id, hold_id, source, target, quantity) VALUES (h.pool_id, h.id, 'held', 'free', v_given);
    END IF;
  END LOOP;
  UPDATE holds q SET status = p_status, ended_at = clock_timestamp() WHERE q.id = ANY (ARRAY(SELECT e.id FROM unnest(p_holds) e));
END $$;

CREATE FUNCTION end_counter_holds(p_holds uuid[], p_status text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
BEGIN
  PERFORM FROM pool_counters c
    WHERE (c.pool_id, c.unit) IN (SELECT h.pool_id, u.unit FROM holds h, unnest(h.units) AS u(unit) WHERE h.id = ANY (p_holds))
    ORDER BY c.pool_id, c.unit FOR UPDATE;
  UPDATE pool_counters c SET free = c.free + g.n, held = c.held - g.n
    FROM (SELECT h.pool_id, u.unit, sum(h.quantity)::int AS n FROM holds h, unnest(h.units) AS u(unit) WHERE h.id = ANY (p_holds) GROUP BY 1, 2) g
   WHERE c.pool_id = g.pool_id AND c.unit = g.unit;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity)
  SELECT h.pool_id, h.id, 'held', 'free', cardinality(h.units) * h.quantity FROM holds h WHERE h.id = ANY (p_holds);
  UPDATE holds h SET status = p_status, ended_at = v_now WHERE h.id = ANY (p_holds);
END $$;

-- RELEASE and EXPIRE. Ends those of the holds that are ACTIVE (to expire: and past their time), returns them; the others are somebody else's by now.
CREATE FUNCTION reservation_end(p_holds uuid[], p_status text) RETURNS SETOF holds
LANGUAGE plpgsql AS $$
DECLARE
  v_held holds[];
BEGIN
  SELECT array_agg(h) INTO v_held FROM (
    SELECT * FROM holds h WHERE h.id = ANY (p_holds) AND h.status = 'ACTIVE' ORDER BY h.id FOR UPDATE) h
   WHERE p_status = 'RELEASED' OR h.expires_at <= clock_timestamp();
  IF v_held IS NULL THEN
    RETURN;
  END IF;
  PERFORM end_seat_holds(k.seats, p_status)
     FROM (SELECT array_agg(h) AS seats FROM unnest(v_held) h JOIN reservation_pools p ON p.id = h.pool_id WHERE p.kind = 'seats') k WHERE k.seats IS NOT NULL;
  PERFORM end_counter_holds(k.ids, p_status)
     FROM (SELECT array_agg(h.id) AS ids FROM unnest(v_held) h JOIN reservation_pools p ON p.id = h.pool_id WHERE p.kind = 'counters') k WHERE k.ids IS NOT NULL;
  RETURN QUERY SELECT h.* FROM unnest(v_held) h;
END $$;

-- CONFIRM. Held becomes sold, if the hold is ACTIVE and still has all it was given.
-- outcome: confirmed | already (it was before) | expired | released | missing
-- p_late: also past its time, as long as nobody has taken any of it over (money that was captured too late).
CREATE FUNCTION reservation_confirm(p_hold uuid, p_late boolean) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  h holds%ROWTYPE;
  v_kind text;
  v_own int;
BEGIN
  SELECT * INTO h FROM holds WHERE id = p_hold FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'missing';
  ELSIF h.status <> 'ACTIVE' THEN
    RETURN CASE h.status WHEN 'CONVERTED' THEN 'already' ELSE lower(h.status) END;
  END IF;
  SELECT p.kind INTO v_kind FROM reservation_pools p WHERE p.id = h.pool_id;
  IF v_kind = 'seats' THEN
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
    IF v_own < cardinality(h.units) OR (NOT p_late AND h.expires_at <= clock_timestamp()) THEN
      RETURN 'expired';
    END IF;
    UPDATE pool_seats s SET state = 'SOLD', held_until = NULL, version = s.version + 1 WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units);
  ELSE
    PERFORM FROM pool_counters c WHERE c.pool_id = h.pool_id AND c.unit = ANY (h.units) ORDER BY c.unit FOR UPDATE;
    IF NOT p_late AND h.expires_at <= clock_timestamp() THEN
      RETURN 'expired';
    END IF;
    UPDATE pool_counters c SET held = c.held - h.quantity, sold = c.sold + h.quantity WHERE c.pool_id = h.pool_id AND c.unit = ANY (h.units);
  END IF;
  UPDATE holds SET status = 'CONVERTED', ended_at = clock_timestamp() WHERE id = p_hold;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity) VALUES (h.pool_id, h.id, 'held', 'sold', cardinality(h.units) * h.quantity);
  RETURN 'confirmed';
END $$;

-- Plans made while the tables were small would read all of them when they are large, and statistics come late.
ALTER FUNCTION hold_seats(hold_request[]) SET enable_seqscan = off;
ALTER FUNCTION end_seat_holds(holds[], text) SET enable_seqscan = off;
ALTER FUNCTION reservation_end(uuid[], text) SET enable_seqscan = off;
ALTER FUNCTION reservation_confirm(uuid, boolean) SET enable_seqscan = off;
ALTER FUNCTION hold_counters(hold_request[]) SET enable_seqscan = off;
