-- How problems are judged that are not plain pass-fail: programs of the package that decide, interaction, passes, groups of points.

-- No row: pass-fail by the default validator, in one pass.
CREATE TABLE "problem_judgings" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "judging" JSONB NOT NULL,

    CONSTRAINT "problem_judgings_pkey" PRIMARY KEY ("problem_id", "version")
);

-- Sources of the program that decides, in order: the one to start first. Their bytes are blobs, like the tests'.
CREATE TABLE "problem_programs" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "problem_programs_pkey" PRIMARY KEY ("problem_id", "version", "ordinal")
);

-- Points of one attempt at a task (a submission, or one judged again), by the id and attempt that also fence its verdict.
-- Written before the verdict, so whoever sees that finds these.
CREATE TABLE "judge_scores" (
    "task_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "max_score" DOUBLE PRECISION,
    "subtasks" JSONB NOT NULL,

    CONSTRAINT "judge_scores_pkey" PRIMARY KEY ("task_id", "attempt")
);

ALTER TABLE problem_judgings ADD CONSTRAINT problem_judgings_version
  FOREIGN KEY (problem_id, version) REFERENCES problem_versions (problem_id, version) ON DELETE CASCADE;
ALTER TABLE problem_programs
  ADD CONSTRAINT problem_programs_judging FOREIGN KEY (problem_id, version) REFERENCES problem_judgings (problem_id, version) ON DELETE CASCADE,
  ADD CONSTRAINT problem_programs_blob FOREIGN KEY (hash) REFERENCES blobs (hash);

-- What a judge needs of it beside limits and tests; null for plain pass-fail.
CREATE FUNCTION problem_judging(p_problem_id uuid, p_version int) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT j.judging || jsonb_build_object('files', coalesce((
      SELECT jsonb_agg(jsonb_build_object('name', f.name, 'hash', f.hash) ORDER BY f.ordinal)
        FROM problem_programs f WHERE f.problem_id = j.problem_id AND f.version = j.version), '[]'::jsonb))
    FROM problem_judgings j WHERE j.problem_id = p_problem_id AND j.version = p_version
$$;
