-- What decides an entrant's place: ascending by this. All three parts have a fixed length, so no two inputs are alike.
CREATE OR REPLACE FUNCTION draw_key(p_seed bytea, p_digest bytea, p_entrant uuid) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(p_seed || p_digest || uuid_send(p_entrant)) $$;
