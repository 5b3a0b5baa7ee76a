-- Does a booking ask for more places of standing areas than it was given?
CREATE OR REPLACE FUNCTION lacks_places(p_places jsonb, p_seats int[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_places IS NOT NULL AND EXISTS (
    SELECT FROM jsonb_to_recordset(p_places) AS w(first int, last int, count int)
     WHERE (SELECT count(*) FROM unnest(p_seats) u WHERE u BETWEEN w.first AND w.last) < w.count)
$$;
