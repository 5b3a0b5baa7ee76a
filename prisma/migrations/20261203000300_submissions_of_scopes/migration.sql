-- In which contest or assignment a submission counts, and for whom: null for practice, as all are that are there.
-- AlterTable
ALTER TABLE "submissions" ADD COLUMN     "participant_id" UUID,
ADD COLUMN     "scope_id" UUID,
ADD COLUMN     "scope_ms" BIGINT;

CREATE INDEX submissions_of_scope ON submissions (scope_id, id) WHERE scope_id IS NOT NULL;
