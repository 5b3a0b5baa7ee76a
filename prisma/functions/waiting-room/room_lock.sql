-- The advisory lock between joining early (shared) and the draw (exclusive).
CREATE OR REPLACE FUNCTION room_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7403) $$;
