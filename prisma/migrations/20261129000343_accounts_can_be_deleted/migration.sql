-- Deleted by its owner, which disabled_at alone does not say.
ALTER TABLE users ADD COLUMN deleted_at timestamptz(3);
