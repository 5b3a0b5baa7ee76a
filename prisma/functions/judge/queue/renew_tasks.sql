-- Renews what a worker holds; returns the ids it still holds.
CREATE OR REPLACE FUNCTION renew_tasks(p_ids uuid[], p_attempts int[], p_lease_seconds float8) RETURNS SETOF uuid
LANGUAGE sql AS $$
  UPDATE judge_tasks t SET lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    FROM unnest(p_ids, p_attempts) AS held(id, attempt)
   WHERE t.id = held.id AND t.attempt = held.attempt AND t.status = 'ACTIVE'
  RETURNING t.id
$$;
