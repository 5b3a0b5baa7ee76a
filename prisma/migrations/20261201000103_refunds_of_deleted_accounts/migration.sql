-- Money for somebody whose account is gone.
ALTER TABLE refunds
  DROP CONSTRAINT refunds_reason,
  ADD CONSTRAINT refunds_reason CHECK (reason IN ('requested', 'booking_cancelled', 'show_cancelled', 'show_moved', 'too_late', 'paid_twice', 'account_deleted')) NOT VALID;
