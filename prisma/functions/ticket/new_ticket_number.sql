-- A ticket's number: ten random letters of Crockford's base 32, 50 bits. Bytes 6 and 8 of a UUID hold its version, the others are random.
CREATE OR REPLACE FUNCTION new_ticket_number() RETURNS text
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(r.bytes, at) % 32 + 1, 1), '')
    FROM (SELECT uuid_send(gen_random_uuid()) AS bytes OFFSET 0) r, unnest('{0,1,2,3,4,5,9,10,11,12}'::int[]) AS at
$$;
