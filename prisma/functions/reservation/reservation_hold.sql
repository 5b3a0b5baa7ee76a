-- HOLD. Takes what the requests ask for, each all or nothing, whatever kind of pool it is of.
-- Each statement looks rows up by their keys, whatever the planner thinks of the tables: pools are opened by the hundred thousand while plans are kept.
-- Locks: buyer and pool (advisory, where there is a limit per buyer), then those of hold_seats and hold_counters.
CREATE OR REPLACE FUNCTION reservation_hold(p_requests hold_request[]) RETURNS SETOF hold_result
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
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
