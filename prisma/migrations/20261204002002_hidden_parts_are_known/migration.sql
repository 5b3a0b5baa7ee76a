-- The check of the migration before, for rows that were there.
ALTER TABLE users VALIDATE CONSTRAINT users_hidden_parts;
