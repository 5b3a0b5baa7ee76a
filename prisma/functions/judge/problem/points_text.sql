-- keep until 0.3.0: finish_package_check, for workers of 0.1
-- Points as people write them: 30, not 30.000000000000004.
CREATE OR REPLACE FUNCTION points_text(p_points float8) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT (round(p_points::numeric, 6)::float8)::text
$$;
