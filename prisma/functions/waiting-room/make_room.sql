-- keep until 0.3.0: the trigger shows_make_room
-- Makes the room together with the show: nobody has entered yet when the commitment is fixed. gen_random_uuid is the server's strong randomness.
CREATE OR REPLACE FUNCTION make_room() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_seed bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
BEGIN
  INSERT INTO rooms (show_id, seed, commitment) VALUES (NEW.id, v_seed, sha256(v_seed)) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
