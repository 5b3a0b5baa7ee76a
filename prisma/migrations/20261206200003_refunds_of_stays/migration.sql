-- Money of stays that the house could not give, and of guests who did not come.
ALTER TABLE refunds
  DROP CONSTRAINT refunds_reason,
  ADD CONSTRAINT refunds_reason CHECK (
    reason IN ('requested', 'booking_cancelled', 'show_cancelled', 'show_moved', 'trip_cancelled', 'stay_walked', 'stay_not_come', 'too_late', 'paid_twice', 'account_deleted')) NOT VALID;
