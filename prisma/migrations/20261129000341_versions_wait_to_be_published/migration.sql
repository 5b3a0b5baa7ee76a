-- A version keeps what the problem is called from when it is published.
ALTER TABLE problem_versions
  ADD COLUMN title text,
  ADD COLUMN difficulty text CONSTRAINT problem_versions_difficulty CHECK (difficulty IN ('easy', 'medium', 'hard')),
  ADD COLUMN tags text[] DEFAULT '{}',
  ADD COLUMN warnings text[] DEFAULT '{}',
  ADD COLUMN publish_when_checked boolean NOT NULL DEFAULT false;
