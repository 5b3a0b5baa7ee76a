-- By itself, for it reads the table.
ALTER TABLE withdrawals VALIDATE CONSTRAINT withdrawals_status;
