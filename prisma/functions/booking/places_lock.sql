-- The advisory lock of a show's standing areas: whoever hands out their places does so alone, until the end of the transaction. After bookings, before
-- buyer and pool (advisory), holds and seats.
CREATE OR REPLACE FUNCTION places_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7405) $$;
