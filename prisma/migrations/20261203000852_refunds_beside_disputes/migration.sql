-- What the bank of a buyer has taken back by a dispute is not there to be paid back once more.

-- Sets so much of what came in by an attempt apart to go back; false when less than that is left, and then nothing is. What a bank has taken back by a dispute
-- is gone.
-- Locks: the attempt. Its payment is locked by the caller.
CREATE OR REPLACE FUNCTION reserve_refund(p_attempt uuid, p_amount bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payment_attempts a SET refunding_minor = a.refunding_minor + p_amount
   WHERE a.id = p_attempt AND p_amount > 0 AND a.refunding_minor + p_amount <= a.received_minor - coalesce(
         (SELECT sum(d.amount_minor) FROM payment_disputes d WHERE d.attempt_id = a.id AND d.status = 'LOST'), 0);
  RETURN FOUND;
END $$;
