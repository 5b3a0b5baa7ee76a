-- CreateTable
CREATE TABLE "rooms" (
    "show_id" UUID NOT NULL,
    "seed" BYTEA NOT NULL,
    "commitment" BYTEA NOT NULL,
    "drawn_at" TIMESTAMPTZ(3),
    "entrants_digest" BYTEA,
    "entrants" INTEGER NOT NULL DEFAULT 0,
    "last_place" INTEGER NOT NULL DEFAULT 0,
    "served" INTEGER NOT NULL DEFAULT 0,
    "batch" DOUBLE PRECISION NOT NULL DEFAULT 10,
    "per_second" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "ticked_at" TIMESTAMPTZ(3),

    CONSTRAINT "rooms_pkey" PRIMARY KEY ("show_id")
);

-- CreateTable
CREATE TABLE "room_entries" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "early" BOOLEAN NOT NULL,
    "place" INTEGER,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "admitted_at" TIMESTAMPTZ(3),
    "deadline" TIMESTAMPTZ(3),

    CONSTRAINT "room_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "room_entries_show_id_place_key" ON "room_entries"("show_id", "place");
CREATE INDEX "room_entries_show_id_user_id_joined_at_idx" ON "room_entries"("show_id", "user_id", "joined_at");

-- What Prisma's schema language cannot say.
ALTER TABLE rooms
  ADD CONSTRAINT rooms_committed CHECK (octet_length(seed) = 32 AND commitment = sha256(seed)),
  ADD CONSTRAINT rooms_drawn CHECK ((drawn_at IS NULL) = (entrants_digest IS NULL)),
  ADD CONSTRAINT rooms_places CHECK (served >= 0 AND served <= last_place);
ALTER TABLE room_entries
  ADD CONSTRAINT room_entries_status_known CHECK (status IN ('WAITING', 'ADMITTED', 'DONE', 'EXPIRED', 'LEFT')),
  ADD CONSTRAINT room_entries_place CHECK (place > 0 AND (early OR place IS NOT NULL)),
  ADD CONSTRAINT room_entries_admitted CHECK (status <> 'ADMITTED' OR (place IS NOT NULL AND admitted_at IS NOT NULL AND deadline IS NOT NULL));
-- One open entry per person, however many tabs join at once.
CREATE UNIQUE INDEX room_entries_open ON room_entries (show_id, user_id) WHERE status IN ('WAITING', 'ADMITTED');
CREATE INDEX room_entries_waiting ON room_entries (show_id, place) WHERE status = 'WAITING';
CREATE INDEX room_entries_inside ON room_entries (show_id) WHERE status = 'ADMITTED';
CREATE INDEX room_entries_early ON room_entries (show_id, id) WHERE early;
