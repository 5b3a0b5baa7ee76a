-- The advisory lock of a show's waiting list. It comes first: the list -> entries by id -> buyer and pool (advisory) -> holds by id -> seats by pool and number.
CREATE OR REPLACE FUNCTION waiting_list_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7404) $$;
