-- Money of trips that were given up.
ALTER TABLE refunds
  DROP CONSTRAINT refunds_reason,
  ADD CONSTRAINT refunds_reason CHECK (
    reason IN ('requested', 'booking_cancelled', 'show_cancelled', 'show_moved', 'trip_cancelled', 'too_late', 'paid_twice', 'account_deleted')) NOT VALID;
