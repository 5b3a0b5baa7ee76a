-- Twice a second the sweeper looks for trips past their time.
CREATE INDEX trips_due ON trips (deadline) WHERE status IN ('HELD', 'AWAITING_PAYMENT');
