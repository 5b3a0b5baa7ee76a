-- A part of a trip may hold several things, as flights with a change do: what it holds is a table of its own. Parts may be flights.
-- CreateTable
CREATE TABLE "trip_holds" (
    "part_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "pool_id" UUID NOT NULL,
    "units" INTEGER[],
    "quantity" INTEGER NOT NULL,
    "hold_id" UUID,

    CONSTRAINT "trip_holds_pkey" PRIMARY KEY ("part_id","position")
);


-- CreateIndex
CREATE INDEX "trip_holds_pool_id_idx" ON "trip_holds"("pool_id");


-- AddForeignKey
ALTER TABLE "trip_holds" ADD CONSTRAINT "trip_holds_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "trip_parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO trip_holds (part_id, position, pool_id, units, quantity, hold_id)
SELECT p.id, 0, p.pool_id, p.units, p.quantity, p.hold_id FROM trip_parts p;

ALTER TABLE trip_holds
  ADD CONSTRAINT trip_holds_units CHECK (units IS NOT NULL AND cardinality(units) > 0 AND quantity > 0),
  ADD CONSTRAINT trip_holds_position CHECK (position >= 0);

DROP INDEX "trip_parts_pool_id_idx";
ALTER TABLE trip_parts
  DROP CONSTRAINT trip_parts_units, DROP CONSTRAINT trip_parts_kind,
  DROP COLUMN hold_id, DROP COLUMN pool_id, DROP COLUMN quantity, DROP COLUMN units,
  ADD CONSTRAINT trip_parts_kind CHECK (kind IN ('stay', 'flight'));
