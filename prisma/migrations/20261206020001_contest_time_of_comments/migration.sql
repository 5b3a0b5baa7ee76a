-- A comment keeps how long its contest had been paused by then, so that a pause that comes later does not move what was said in the freeze before it. Of older ones nothing
-- is known: they count as later than they were, and are hidden rather than shown.

-- AlterTable
ALTER TABLE "contest_commentary" ADD COLUMN "paused_before_ms" BIGINT NOT NULL DEFAULT 0;
