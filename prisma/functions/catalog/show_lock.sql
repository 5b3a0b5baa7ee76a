-- The advisory lock of a show: shared by whoever takes seats of it or queues for them, alone for whoever changes it. It comes before all others.
CREATE OR REPLACE FUNCTION show_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7406) $$;
