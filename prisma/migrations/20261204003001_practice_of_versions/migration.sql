-- Help is of a version and goes with it. The new table is empty; of the old one this is a moment.

-- AddForeignKey
ALTER TABLE "problem_texts" ADD CONSTRAINT "problem_texts_problem_id_version_fkey" FOREIGN KEY ("problem_id", "version") REFERENCES "problem_versions"("problem_id", "version") ON DELETE CASCADE ON UPDATE CASCADE;
