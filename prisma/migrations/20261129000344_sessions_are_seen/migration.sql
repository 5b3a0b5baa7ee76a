-- For the list of one's sessions. Of those there are nothing is known.
ALTER TABLE sessions ADD COLUMN address text, ADD COLUMN seen_at timestamptz(3);
