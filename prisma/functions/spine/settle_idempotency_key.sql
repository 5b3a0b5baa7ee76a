-- Keeps what the request with a claimed key is answered. Null: it was refused; that is not stored, and the key is as if never sent.
CREATE OR REPLACE FUNCTION settle_idempotency_key(p_owner uuid, p_key text, p_response jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF p_key IS NULL THEN
    RETURN;
  ELSIF p_response IS NULL THEN
    DELETE FROM idempotency_keys k WHERE k.owner_id = p_owner AND k.key = p_key;
  ELSE
    UPDATE idempotency_keys k SET response = p_response WHERE k.owner_id = p_owner AND k.key = p_key;
  END IF;
END $$;
