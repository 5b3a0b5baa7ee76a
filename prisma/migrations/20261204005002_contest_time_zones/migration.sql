-- A contest that is held somewhere says its times as they are told there, beside the reader's own.

-- AlterTable
ALTER TABLE "contests" ADD COLUMN     "time_zone" TEXT;
ALTER TABLE contests ADD CONSTRAINT contests_time_zone CHECK (time_zone ~ '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$');
