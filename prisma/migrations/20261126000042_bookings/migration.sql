-- CreateTable
CREATE TABLE "bookings" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "seats" INTEGER[],
    "labels" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "alternatives" JSONB,
    "price_minor" BIGINT,
    "currency" CHAR(3),
    "lines" JSONB,
    "hold_id" UUID,
    "deadline" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bookings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bookings_user_id_id_idx" ON "bookings"("user_id", "id");

-- What Prisma's schema language cannot say.
-- Without foreign keys for the same reason as the kernel's tables: a hot show's row would be locked by every booking.
ALTER TABLE bookings
  ADD CONSTRAINT bookings_status_known CHECK (status IN ('QUEUED', 'HELD', 'REFUSED', 'CONFIRMED', 'EXPIRED', 'CANCELLED')),
  ADD CONSTRAINT bookings_seats CHECK (cardinality(seats) > 0 AND cardinality(seats) = cardinality(labels)),
  ADD CONSTRAINT bookings_refused CHECK ((status = 'REFUSED') = (reason IS NOT NULL)),
  ADD CONSTRAINT bookings_held CHECK (
    status NOT IN ('HELD', 'CONFIRMED', 'EXPIRED') OR
    (hold_id IS NOT NULL AND deadline IS NOT NULL AND price_minor IS NOT NULL AND currency IS NOT NULL AND lines IS NOT NULL)),
  ADD CONSTRAINT bookings_price CHECK (price_minor >= 0);
ALTER TABLE bookings SET (fillfactor = 60);
CREATE INDEX bookings_queued ON bookings (id) WHERE status = 'QUEUED';
CREATE INDEX bookings_show ON bookings (show_id) WHERE status IN ('HELD', 'CONFIRMED');
