-- A booking that was cancelled may say why, as one that was refused must.
ALTER TABLE bookings DROP CONSTRAINT bookings_refused,
  ADD CONSTRAINT bookings_refused CHECK (CASE status WHEN 'REFUSED' THEN reason IS NOT NULL WHEN 'CANCELLED' THEN true ELSE reason IS NULL END) NOT VALID;
