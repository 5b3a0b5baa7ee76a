-- A show as it is now, which it stays until the transaction ends. The lock comes first and by itself: what is read after it has seen every change.
CREATE OR REPLACE FUNCTION show_now(p_show uuid) RETURNS SETOF shows
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(show_lock(p_show));
  RETURN QUERY SELECT * FROM shows s WHERE s.id = p_show;
END $$;
