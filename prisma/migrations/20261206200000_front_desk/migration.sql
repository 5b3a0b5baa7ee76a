-- Rooms with numbers, what the front desk knows of stays, and who did what to them. Adds tables.
-- A uuid and a range in one exclusion need operators that GiST has not by itself.
CREATE EXTENSION IF NOT EXISTS "btree_gist";

-- CreateTable
CREATE TABLE "hotel_rooms" (
    "id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "floor" SMALLINT NOT NULL,
    "features" TEXT[],
    "housekeeping" TEXT NOT NULL DEFAULT 'CLEAN',

    CONSTRAINT "hotel_rooms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stays" (
    "part_id" UUID NOT NULL,
    "trip_id" UUID NOT NULL,
    "property_id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "arrival" DATE NOT NULL,
    "departure" DATE NOT NULL,
    "rooms" SMALLINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'EXPECTED',
    "kept_until" DATE,
    "checked_in_at" TIMESTAMPTZ(3),
    "checked_out_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stays_pkey" PRIMARY KEY ("part_id")
);

-- CreateTable
CREATE TABLE "room_stays" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "nights" daterange NOT NULL,
    "part_id" UUID,
    "room_index" SMALLINT,
    "reason" TEXT,
    "hold_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_stays_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stay_acts" (
    "id" UUID NOT NULL,
    "part_id" UUID NOT NULL,
    "user_id" UUID,
    "act" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stay_acts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hotel_rooms_room_type_id_idx" ON "hotel_rooms"("room_type_id");

-- CreateIndex
CREATE UNIQUE INDEX "hotel_rooms_property_id_number_key" ON "hotel_rooms"("property_id", "number");

-- CreateIndex
CREATE INDEX "stays_property_id_arrival_idx" ON "stays"("property_id", "arrival");

-- CreateIndex
CREATE INDEX "stays_property_id_departure_idx" ON "stays"("property_id", "departure");

-- CreateIndex
CREATE INDEX "stays_trip_id_idx" ON "stays"("trip_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_stays_hold_id_key" ON "room_stays"("hold_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_stays_part_id_room_index_key" ON "room_stays"("part_id", "room_index");

-- CreateIndex
CREATE INDEX "stay_acts_part_id_at_idx" ON "stay_acts"("part_id", "at");

-- AddForeignKey
ALTER TABLE "room_stays" ADD CONSTRAINT "room_stays_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "hotel_rooms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_stays" ADD CONSTRAINT "room_stays_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "stays"("part_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stay_acts" ADD CONSTRAINT "stay_acts_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "stays"("part_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's language cannot say.
ALTER TABLE hotel_rooms
  ADD CONSTRAINT hotel_rooms_number CHECK (number ~ '^[A-Za-z0-9][A-Za-z0-9 -]{0,9}$'),
  ADD CONSTRAINT hotel_rooms_features CHECK (features IS NOT NULL),
  ADD CONSTRAINT hotel_rooms_housekeeping CHECK (housekeeping IN ('CLEAN', 'DIRTY', 'INSPECTED', 'OUT_OF_ORDER'));
ALTER TABLE stays
  ADD CONSTRAINT stays_state CHECK (state IN ('EXPECTED', 'IN_HOUSE', 'DEPARTED', 'NO_SHOW', 'WALKED', 'CANCELLED')),
  ADD CONSTRAINT stays_nights CHECK (departure > arrival AND rooms >= 1),
  ADD CONSTRAINT stays_in CHECK ((checked_in_at IS NOT NULL) = (state IN ('IN_HOUSE', 'DEPARTED'))),
  ADD CONSTRAINT stays_out CHECK ((checked_out_at IS NOT NULL) = (state = 'DEPARTED'));
ALTER TABLE room_stays
  ADD CONSTRAINT room_stays_nights CHECK (NOT isempty(nights) AND NOT lower_inf(nights) AND NOT upper_inf(nights)),
  ADD CONSTRAINT room_stays_whose CHECK (
    (part_id IS NOT NULL AND room_index >= 0 AND reason IS NULL AND hold_id IS NULL) OR
    (part_id IS NULL AND room_index IS NULL AND reason IS NOT NULL AND hold_id IS NOT NULL)),
  -- The promise of a house: in no night are two in one room, be it guests or works.
  ADD CONSTRAINT room_stays_apart EXCLUDE USING gist (room_id WITH =, nights WITH &&);
-- What the night audit looks for.
CREATE INDEX stays_expected ON stays (arrival) WHERE state = 'EXPECTED';
