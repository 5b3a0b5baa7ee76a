-- ISO 8601 in UTC with milliseconds, as JavaScript writes it.
CREATE OR REPLACE FUNCTION iso(p_at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
