-- What a package forbids: other languages than some (a list of ids), publication before a time, and showing the files of samples that a program talks about.
ALTER TABLE "problem_versions"
  ADD COLUMN "languages" JSONB,
  ADD COLUMN "embargo_until" TIMESTAMPTZ(3),
  ADD COLUMN "hides_samples" BOOLEAN NOT NULL DEFAULT false;
