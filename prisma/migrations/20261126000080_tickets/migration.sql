-- CreateTable
CREATE TABLE "tickets" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "booking_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "seat" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_keys" (
    "kid" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "ticket_keys_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "ticket_scans" (
    "show_id" UUID NOT NULL,
    "nonce" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "ticket_id" UUID,
    "outcome" TEXT NOT NULL,
    "gate" TEXT,
    "scanned_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,

    CONSTRAINT "ticket_scans_pkey" PRIMARY KEY ("show_id","nonce")
);

-- CreateIndex
CREATE UNIQUE INDEX "tickets_number_key" ON "tickets"("number");

-- CreateIndex
CREATE INDEX "tickets_booking_id_idx" ON "tickets"("booking_id");

-- What Prisma's schema language cannot say.
ALTER TABLE tickets ADD CONSTRAINT tickets_number_form CHECK (number ~ '^[0-9A-HJKMNP-TV-Z]{10}$');
-- A seat of a show has one good ticket, whatever went wrong before.
CREATE UNIQUE INDEX tickets_one_per_seat ON tickets (show_id, seat) WHERE voided_at IS NULL;
ALTER TABLE ticket_keys ADD CONSTRAINT ticket_keys_length CHECK (octet_length(public_key) = 32);
ALTER TABLE ticket_scans ADD CONSTRAINT ticket_scans_outcome_known CHECK (
  outcome IN ('admitted', 'forged', 'unknown', 'other_show', 'void', 'not_yet_open', 'show_over', 'already_used'));
ALTER TABLE ticket_scans ADD CONSTRAINT ticket_scans_admitted CHECK (outcome <> 'admitted' OR ticket_id IS NOT NULL);
-- Nobody comes in twice with one ticket, at however many gates.
CREATE UNIQUE INDEX ticket_scans_one_entry ON ticket_scans (ticket_id) WHERE outcome = 'admitted';
