-- Pools of many counters (the nights of a room type). A stay shares some of its nights with many others, which a stock with its one unit never
-- shows: what due holds keep must be given back for the units that are short, and only for those; a batch is short of a unit when its requests
-- together want more than is free; and whether that is so is known only under the locks.
-- Units of a pool with one capacity for all (`unit_capacity`) get their rows here, when somebody first wants them, full. Of a transaction that has made
-- a row and waits, nobody has a later row and waits for that one: rows are made before any is locked, in the order of locks.
-- Locks: pools of which rows are made, shared, by id; counters by pool and unit; due holds afterwards, without waiting.
CREATE OR REPLACE FUNCTION hold_counters(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
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
