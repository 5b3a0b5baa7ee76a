-- Units of a pool with one capacity for all get their rows when somebody first wants them.

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- Another capacity for all units of a pool that has one for all, also for those that have rows. Nothing is changed where more is held and sold than that.
-- Returns the units that stand in the way, and how much of each is taken; without any it is done. A hold past its time counts until it is swept up.
-- Locks: the pool, against rows that are being made; then its counters by unit.
CREATE OR REPLACE FUNCTION change_unit_capacity(p_pool uuid, p_capacity int) RETURNS TABLE (unit int, taken int)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  PERFORM FROM reservation_pools p WHERE p.id = p_pool AND p.unit_capacity IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the pool % has no capacity for all its units', p_pool;
  END IF;
  PERFORM FROM pool_counters c WHERE c.pool_id = p_pool ORDER BY c.unit FOR UPDATE;
  RETURN QUERY SELECT c.unit, c.held + c.sold FROM pool_counters c WHERE c.pool_id = p_pool AND c.held + c.sold > p_capacity ORDER BY c.unit;
  IF FOUND THEN
    RETURN;
  END IF;
  UPDATE pool_counters c SET capacity = p_capacity, free = p_capacity - c.held - c.sold WHERE c.pool_id = p_pool;
  UPDATE reservation_pools p SET unit_capacity = p_capacity WHERE p.id = p_pool;
END $$;

-- How much there is of units `[p_from, p_until)` of pools of counters, and how much of it is free: those with a row, and with unit null what holds of all others; zero where
-- there are no others. What holds past their time keep counts as taken until it is swept up.
CREATE OR REPLACE FUNCTION counter_states(p_pools uuid[], p_from int, p_until int)
RETURNS TABLE (pool_id uuid, unit int, capacity int, free int, units_from int, units_until int)
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT p.id, NULL::int, coalesce(p.unit_capacity, 0), coalesce(p.unit_capacity, 0), p.units_from, p.units_until
    FROM reservation_pools p WHERE p.id = ANY (p_pools) AND p.kind = 'counters'
  UNION ALL
  SELECT c.pool_id, c.unit, c.capacity, c.free, NULL, NULL FROM pool_counters c
   WHERE c.pool_id = ANY (p_pools) AND c.unit >= p_from AND c.unit < p_until
$$;

-- Pools of many counters (the nights of a room type). A stay shares some of its nights with many others, which a stock with its one unit never
-- shows: what due holds keep must be given back for the units that are short, and only for those; a batch is short of a unit when its requests
-- together want more than is free; and whether that is so is known only under the locks.
-- Units of a pool with one capacity for all (`unit_capacity`) get their rows here, when somebody first wants them, full. Of a transaction that has made
-- a row and waits, nobody has a later row and waits for that one: rows are made before any is locked, in the order of locks.
-- Locks: pools of which rows are made, shared, by id; counters by pool and unit; due holds afterwards, without waiting.
CREATE OR REPLACE FUNCTION hold_counters(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
  v_due uuid[];
  v_short int[];
  v_known int;
  v_new uuid[];
  r record;
BEGIN
  v_new := ARRAY(
    SELECT DISTINCT p.id FROM (SELECT q.pool_id, u.unit FROM unnest(p_requests) q, unnest(q.units) AS u(unit) OFFSET 0) w
      JOIN reservation_pools p ON p.id = w.pool_id AND p.unit_capacity IS NOT NULL
      LEFT JOIN pool_counters c ON c.pool_id = w.pool_id AND c.unit = w.unit WHERE c.pool_id IS NULL);
  IF cardinality(v_new) > 0 THEN
    -- Or a capacity that is changed meanwhile would not be that of the rows made here.
    PERFORM FROM reservation_pools p WHERE p.id = ANY (v_new) ORDER BY p.id FOR SHARE;
    INSERT INTO pool_counters (pool_id, unit, capacity, free)
    SELECT w.pool_id, w.unit, p.unit_capacity, p.unit_capacity
      FROM (SELECT DISTINCT q.pool_id, u.unit FROM unnest(p_requests) q, unnest(q.units) AS u(unit)) w JOIN reservation_pools p ON p.id = w.pool_id
     WHERE p.id = ANY (v_new) AND w.unit >= coalesce(p.units_from, w.unit) AND (p.units_until IS NULL OR w.unit < p.units_until)
       AND NOT EXISTS (SELECT FROM pool_counters c WHERE c.pool_id = w.pool_id AND c.unit = w.unit)
     ORDER BY w.pool_id, w.unit
    ON CONFLICT DO NOTHING;
  END IF;
  -- Due holds that could give way: their other units are locked along with what is asked for, in one order. The sweeper keeps them few.
  v_due := ARRAY(
    SELECT h.id FROM holds h WHERE h.status = 'ACTIVE' AND h.expires_at <= v_now
       AND EXISTS (SELECT FROM unnest(p_requests) q WHERE q.pool_id = h.pool_id AND q.units && h.units)
     ORDER BY h.id LIMIT 500);
  PERFORM FROM pool_counters c
    WHERE (c.pool_id, c.unit) IN (
      SELECT q.pool_id, u.unit FROM unnest(p_requests) q, unnest(q.units) AS u(unit)
      UNION ALL SELECT h.pool_id, u.unit FROM holds h, unnest(h.units) AS u(unit) WHERE h.id = ANY (v_due))
    ORDER BY c.pool_id, c.unit FOR UPDATE;
  IF cardinality(v_due) > 0 THEN
    -- Against the order of locks, so without waiting: a hold that somebody is ending right now is left to him.
    v_due := ARRAY(
      SELECT h.id FROM holds h WHERE h.id = ANY (v_due) AND h.status = 'ACTIVE' AND EXISTS (
          SELECT FROM pool_counters c JOIN (
              SELECT q.pool_id, u.unit, sum(q.quantity) AS n FROM unnest(p_requests) q, unnest(q.units) AS u(unit) GROUP BY 1, 2) w
            ON w.pool_id = c.pool_id AND w.unit = c.unit
           WHERE c.free < w.n AND c.pool_id = h.pool_id AND c.unit = ANY (h.units))
       ORDER BY h.id FOR UPDATE OF h SKIP LOCKED);
    PERFORM end_counter_holds(v_due, 'EXPIRED');
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

-- A pool of counters with one capacity for all units, `[p_from, p_until)`; null: no bound. Costs one row however many units there are.
CREATE OR REPLACE FUNCTION open_even_pool(p_id uuid, p_capacity int, p_from int, p_until int) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO reservation_pools (id, kind, unit_capacity, units_from, units_until) VALUES (p_id, 'counters', p_capacity, p_from, p_until)
  ON CONFLICT (id) DO NOTHING
$$;
