-- What was sold can be taken back: RETURNED. Not looked at in rows that there are; the next migration does that without keeping anybody.
ALTER TABLE holds DROP CONSTRAINT holds_status_known,
  ADD CONSTRAINT holds_status_known CHECK (status IN ('ACTIVE', 'CONVERTED', 'RELEASED', 'EXPIRED', 'RETURNED')) NOT VALID;
