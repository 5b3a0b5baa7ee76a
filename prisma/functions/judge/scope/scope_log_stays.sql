-- Entries of a scope's log are never changed and never removed: boards are counted from them.
CREATE OR REPLACE FUNCTION scope_log_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log of a scope is never changed: append what corrects it';
END $$;
