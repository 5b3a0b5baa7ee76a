-- Results that become others are counted: a fold that is under way no longer holds them up, and sees at its end that it has not seen them.
-- AlterTable
ALTER TABLE "rating_fold" ADD COLUMN     "marks" BIGINT NOT NULL DEFAULT 0;
