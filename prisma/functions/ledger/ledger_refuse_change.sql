-- Of transfers and entries nothing is ever changed or removed: what was wrong is put right by another transfer.
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed; write another transfer', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
