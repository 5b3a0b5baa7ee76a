-- Takes up the lowest open withdrawal of a user, for as long as the lease: one that waits, or one in flight that nobody is at and of which it is time
-- to ask again. Nothing, while somebody is at it or it is not yet time: those behind it wait. The attempt that comes back is the fence.
-- Locks: the mailbox.
CREATE OR REPLACE FUNCTION claim_withdrawal(p_user uuid, p_lease float8) RETURNS SETOF withdrawals
LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz;
  w withdrawals%ROWTYPE;
BEGIN
  PERFORM lock_withdrawals(p_user);
  v_now := clock_timestamp();
  SELECT * INTO w FROM withdrawals o WHERE o.user_id = p_user AND o.status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT') ORDER BY o.sequence LIMIT 1;
  IF w.id IS NULL OR w.lease_until > v_now OR w.next_look_at > v_now THEN
    RETURN;
  END IF;
  RETURN QUERY
  UPDATE withdrawals o
     SET status = CASE o.status WHEN 'WAITING' THEN 'SENDING' ELSE o.status END, attempt = o.attempt + 1,
         lease_until = v_now + make_interval(secs => p_lease), revision = o.revision + 1, updated_at = v_now
   -- It may have been called off since it was read.
   WHERE o.id = w.id AND o.status = w.status AND o.attempt = w.attempt RETURNING o.*;
END $$;
