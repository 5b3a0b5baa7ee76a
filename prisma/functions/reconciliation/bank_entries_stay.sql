-- What a bank has booked is not rewritten: only what became of it.
CREATE OR REPLACE FUNCTION bank_entries_stay() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of a bank are neither changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;
