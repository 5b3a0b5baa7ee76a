ALTER TABLE holds VALIDATE CONSTRAINT holds_status_known;
