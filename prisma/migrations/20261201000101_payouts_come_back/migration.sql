-- A payout may come back after it was paid.
ALTER TABLE withdrawals
  DROP CONSTRAINT withdrawals_status,
  ADD CONSTRAINT withdrawals_status CHECK (status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT', 'PAID', 'RETURNED', 'FAILED', 'CANCELLED')) NOT VALID;
