-- Operators look for what is not paid, which is little, however many were. Withdrawals wait while it is made.
CREATE INDEX withdrawals_not_paid ON withdrawals (status, id) WHERE status <> 'PAID';
