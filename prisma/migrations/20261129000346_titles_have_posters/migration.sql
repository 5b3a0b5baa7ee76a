-- A poster is a blob; the title says which, and of what type. The index answers whether a hash that is asked for is a poster at all.
ALTER TABLE titles ADD COLUMN poster_hash text, ADD COLUMN poster_type text
  CONSTRAINT titles_poster CHECK (poster_type IN ('image/png', 'image/jpeg', 'image/webp'));
CREATE INDEX titles_poster_hash_idx ON titles (poster_hash);
