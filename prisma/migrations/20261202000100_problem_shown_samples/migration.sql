-- What a statement shows in place of a sample's input or answer, or beside the samples.
-- CreateTable
CREATE TABLE "problem_shown_samples" (
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "input" TEXT,
    "answer" TEXT,

    CONSTRAINT "problem_shown_samples_pkey" PRIMARY KEY ("problem_id","version","ordinal")
);

-- AddForeignKey
ALTER TABLE "problem_shown_samples" ADD CONSTRAINT "problem_shown_samples_problem_id_version_fkey" FOREIGN KEY ("problem_id", "version") REFERENCES "problem_versions"("problem_id", "version") ON DELETE CASCADE ON UPDATE CASCADE;
