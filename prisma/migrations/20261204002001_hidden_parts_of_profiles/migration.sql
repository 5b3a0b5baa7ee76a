-- People may keep parts of their profile to themselves; until they say so, everything is seen as before.
ALTER TABLE users ADD COLUMN hidden_parts TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE users ADD CONSTRAINT users_hidden_parts
  CHECK (hidden_parts IS NOT NULL AND hidden_parts <@ ARRAY['activity', 'solved', 'contests', 'rating']) NOT VALID;
