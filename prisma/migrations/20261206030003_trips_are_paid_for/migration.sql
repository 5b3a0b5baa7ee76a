-- People pay for trips.
ALTER TABLE payments
  DROP CONSTRAINT payments_kind,
  ADD CONSTRAINT payments_kind CHECK (kind IN ('booking', 'deposit', 'trip')) NOT VALID;
