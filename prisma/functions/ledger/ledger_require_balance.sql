-- The entries that one statement writes of a transfer sum to zero in each currency; so all of its entries do, however many statements write them.
CREATE OR REPLACE FUNCTION ledger_require_balance() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_transfer uuid;
BEGIN
  SELECT e.transfer_id INTO v_transfer FROM written e
   GROUP BY e.transfer_id, e.currency HAVING sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'debits and credits of transfer % are not the same', v_transfer USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
