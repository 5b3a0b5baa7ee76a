-- CreateTable
CREATE TABLE "waiting_list" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "show_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "zone" TEXT,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "hold_id" UUID,
    "seats" INTEGER[],
    "labels" TEXT[],
    "deadline" TIMESTAMPTZ(3),
    "booking_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "waiting_list_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "waiting_list_show_id_user_id_seq_idx" ON "waiting_list"("show_id", "user_id", "seq");

-- What Prisma's schema language cannot say.
ALTER TABLE waiting_list
  ADD CONSTRAINT waiting_list_status_known CHECK (status IN ('WAITING', 'OFFERED', 'ACCEPTED', 'EXPIRED', 'LEFT', 'CLOSED')),
  ADD CONSTRAINT waiting_list_quantity CHECK (quantity > 0),
  ADD CONSTRAINT waiting_list_offered CHECK (status <> 'OFFERED' OR (hold_id IS NOT NULL AND deadline IS NOT NULL AND cardinality(seats) = quantity)),
  ADD CONSTRAINT waiting_list_accepted CHECK ((status = 'ACCEPTED') = (booking_id IS NOT NULL));
CREATE UNIQUE INDEX waiting_list_open ON waiting_list (show_id, user_id) WHERE status IN ('WAITING', 'OFFERED');
CREATE INDEX waiting_list_waiting ON waiting_list (show_id, seq) WHERE status = 'WAITING';
CREATE INDEX waiting_list_offers ON waiting_list (deadline) WHERE status = 'OFFERED';
-- Seats that became free while somebody waited, kept for the list.
CREATE INDEX holds_kept ON holds (pool_id) WHERE status = 'ACTIVE' AND subject = 'waitinglist';
-- One wake-up of a show is enough while it has not been sent.
CREATE INDEX outbox_offers_unsent ON outbox ((payload ->> 'showId')) WHERE topic = 'job' AND name = 'waitinglist.offer' AND sent_at IS NULL;
