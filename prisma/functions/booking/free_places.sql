-- Numbers of so many places of a standing area, p_first to p_last, that nobody has, fewer when there are not so many. Which of them is all the same. As long
-- as some were never touched these are taken, one after the other: they are found without reading what is sold, and need no lock of a row that is
-- there. What was given back comes after them, and at last whatever lies between.
-- Locks nothing; one at a time per show while they are handed out (places_lock).
CREATE OR REPLACE FUNCTION free_places(p_show uuid, p_first int, p_last int, p_count int) RETURNS int[]
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_from int := coalesce((SELECT max(p.seat) FROM pool_seats p WHERE p.pool_id = p_show AND p.seat BETWEEN p_first AND p_last), p_first - 1) + 1;
  v_free int[] := ARRAY(SELECT generate_series(v_from, least(v_from + p_count - 1, p_last)));
BEGIN
  IF cardinality(v_free) < p_count THEN
    v_free := v_free || ARRAY(
      SELECT p.seat FROM pool_seats p WHERE p.pool_id = p_show AND p.seat BETWEEN p_first AND v_from - 1
         AND (p.state = 'FREE' OR p.held_until <= clock_timestamp()) ORDER BY p.seat LIMIT p_count - cardinality(v_free));
  END IF;
  IF cardinality(v_free) < p_count THEN
    v_free := v_free || ARRAY(
      SELECT n FROM generate_series(p_first, v_from - 1) n EXCEPT SELECT p.seat FROM pool_seats p WHERE p.pool_id = p_show AND p.seat BETWEEN p_first AND p_last
       ORDER BY 1 LIMIT p_count - cardinality(v_free));
  END IF;
  RETURN v_free;
END $$;
