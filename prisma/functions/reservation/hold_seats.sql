-- Pools of numbered seats: many requests in one statement, each all or nothing, in the order given. What can be taken is decided in that order,
-- in memory, and written at once for all of them. Each statement looks seats up by the primary key, whatever the planner thinks of the table.
-- Locks: seats by pool and number.
CREATE OR REPLACE FUNCTION hold_seats(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
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
