-- The bucket that a time in ms or a memory in KiB is counted in: eight to each doubling, so that a bucket is nine percent wide. Everything below one is in the first.
CREATE OR REPLACE FUNCTION figure_bucket(p_figure float8) RETURNS smallint
LANGUAGE sql IMMUTABLE AS $$
  SELECT floor(8 * ln(greatest(p_figure, 1)) / ln(2::float8) + 1e-9)::smallint
$$;
