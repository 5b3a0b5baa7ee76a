-- Links to confirm an address, and word to the address before that another was asked for.
ALTER TABLE account_mails
  DROP CONSTRAINT account_mails_kind,
  ADD CONSTRAINT account_mails_kind CHECK (kind IN ('reset', 'password', 'email', 'confirm', 'asked'));

CREATE INDEX account_mails_address_idx ON account_mails (lower(address)) WHERE kind = 'confirm';
