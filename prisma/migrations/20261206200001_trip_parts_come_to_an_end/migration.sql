-- What became of a part at the place, and what went back of it there.
ALTER TABLE "trip_parts" ADD COLUMN     "refund_minor" BIGINT,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'AGREED';

ALTER TABLE trip_parts
  ADD CONSTRAINT trip_parts_state CHECK (state IN ('AGREED', 'BEGUN', 'ENDED', 'NO_SHOW', 'WALKED')) NOT VALID,
  ADD CONSTRAINT trip_parts_refund CHECK ((refund_minor IS NOT NULL) = (state IN ('NO_SHOW', 'WALKED')) AND refund_minor BETWEEN 0 AND price_minor) NOT VALID;
