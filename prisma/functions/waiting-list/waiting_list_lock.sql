CREATE OR REPLACE FUNCTION waiting_list_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7404) $$;
