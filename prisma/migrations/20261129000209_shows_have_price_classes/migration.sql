-- Prices beside the full one, with their rules.
ALTER TABLE "shows" ADD COLUMN     "classes" JSONB;

