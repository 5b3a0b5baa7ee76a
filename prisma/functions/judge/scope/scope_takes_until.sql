-- Until when things are taken from a member whose window closes then: for some time after it they may be late. Null of null.
CREATE OR REPLACE FUNCTION scope_takes_until(s judge_scopes, p_closes timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN s.late_ms IS NULL AND p_closes IS NOT NULL THEN 'infinity' ELSE p_closes + s.late_ms * interval '1 millisecond' END
$$;
