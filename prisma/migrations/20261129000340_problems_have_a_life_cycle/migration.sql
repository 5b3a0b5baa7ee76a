-- What there is was public as it was imported, and stays so; servers before 0.3 go on importing that way while they run beside new ones.
ALTER TABLE problems ADD COLUMN status text NOT NULL DEFAULT 'PUBLISHED'
  CONSTRAINT problems_status CHECK (status IN ('DRAFT', 'CHECKED', 'PUBLISHED', 'ARCHIVED'));
ALTER TABLE problems ADD COLUMN next_version integer;
