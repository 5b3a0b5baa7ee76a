-- By itself, for it reads the table.
ALTER TABLE payments VALIDATE CONSTRAINT payments_kind;
