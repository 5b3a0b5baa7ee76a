-- Conversations of interactive and multi-pass problems, which the statement shows in place of what the judge holds.
-- CreateTable
CREATE TABLE "problem_interactions" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "passes" JSONB NOT NULL,

    CONSTRAINT "problem_interactions_pkey" PRIMARY KEY ("problem_id","version","ordinal")
);

-- AddForeignKey
ALTER TABLE "problem_interactions" ADD CONSTRAINT "problem_interactions_problem_id_version_fkey" FOREIGN KEY ("problem_id", "version") REFERENCES "problem_versions"("problem_id", "version") ON DELETE CASCADE ON UPDATE CASCADE;
