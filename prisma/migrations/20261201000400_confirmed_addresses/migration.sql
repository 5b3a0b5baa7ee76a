-- An address belongs to the account that has confirmed it; until then any number of accounts may name it, so that a sign-up does not tell
-- whether somebody has it already. Accounts of before were asked for nothing, and keep their addresses as they are.
ALTER TABLE users
  ADD COLUMN email_confirmed_at timestamptz(3),
  ADD COLUMN pending_email citext;

UPDATE users SET email_confirmed_at = date_trunc('milliseconds', created_at);

CREATE UNIQUE INDEX users_email_confirmed ON users (email) WHERE email_confirmed_at IS NOT NULL;
DROP INDEX users_email_key;
CREATE INDEX users_email_idx ON users (email);
