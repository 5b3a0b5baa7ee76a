-- What its keeper has put away stays as it is until it is taken out again.
CREATE OR REPLACE FUNCTION contest_is_sealed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the contest % is sealed', OLD.id;
END $$;
