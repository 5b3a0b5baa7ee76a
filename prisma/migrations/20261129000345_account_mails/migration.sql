-- Mails about accounts: what is to be sent, and the one use of a reset.
CREATE TABLE account_mails (
  id uuid PRIMARY KEY,
  user_id uuid,
  kind text NOT NULL CONSTRAINT account_mails_kind CHECK (kind IN ('reset', 'password', 'email')),
  address text,
  token_hash bytea,
  expires_at timestamptz(3),
  used_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  sent_at timestamptz(3)
);
CREATE UNIQUE INDEX account_mails_token_hash_key ON account_mails (token_hash);
CREATE INDEX account_mails_created_at_idx ON account_mails (created_at);
CREATE INDEX account_mails_user_id_idx ON account_mails (user_id);
