-- What the jury did stays on record; with its contest it goes.
CREATE OR REPLACE FUNCTION contest_audit_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the records of a contest are never changed';
END $$;
