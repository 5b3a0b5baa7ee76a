-- Claims a key for a request, before its effect and in the same transaction.
-- outcome:
--   claimed      the key is new (or none was sent): go on, and settle it
--   replay       the same request has had its effect: answer with `response`
--   mismatch     the key came earlier with another request
--   in_progress  the same request has not been answered yet: try again in a moment
-- A second request with the key waits for the transaction that claimed it, for at most a second: most are over in milliseconds,
-- and then it is answered as the first was. A key that was committed without an answer is in progress until it is settled.
CREATE OR REPLACE FUNCTION claim_idempotency_key(p_owner uuid, p_key text, p_fingerprint text, OUT outcome text, OUT response jsonb)
LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
  v_fingerprint text;
BEGIN
  IF p_key IS NULL THEN
    outcome := 'claimed';
    RETURN;
  END IF;
  BEGIN
    INSERT INTO idempotency_keys (owner_id, key, fingerprint) VALUES (p_owner, p_key, p_fingerprint) ON CONFLICT DO NOTHING;
  EXCEPTION WHEN lock_not_available THEN
    outcome := 'in_progress';
    RETURN;
  END;
  IF FOUND THEN
    outcome := 'claimed';
    RETURN;
  END IF;
  SELECT k.fingerprint, k.response INTO v_fingerprint, response FROM idempotency_keys k WHERE k.owner_id = p_owner AND k.key = p_key;
  outcome := CASE
    WHEN v_fingerprint <> p_fingerprint THEN 'mismatch'
    WHEN response IS NULL THEN 'in_progress'
    ELSE 'replay'
  END;
  IF outcome = 'mismatch' THEN
    -- What another request was answered is none of this one's business.
    response := NULL;
  END IF;
END $$;
