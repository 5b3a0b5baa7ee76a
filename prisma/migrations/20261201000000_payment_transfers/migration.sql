-- What operators record of transfers to and from the house's own account: the truth of the provider `transfer`.
CREATE TABLE "payment_transfers" (
    "id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "booked_on" DATE NOT NULL,
    "bank_reference" TEXT NOT NULL,
    "sender" TEXT,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_transfers_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "payment_transfers_payment_id_idx" ON "payment_transfers"("payment_id");
CREATE UNIQUE INDEX "payment_transfers_direction_subject_id_key" ON "payment_transfers"("direction", "subject_id");
CREATE UNIQUE INDEX "payment_transfers_direction_bank_reference_key" ON "payment_transfers"("direction", "bank_reference");

ALTER TABLE payment_transfers
  ADD CONSTRAINT payment_transfers_direction CHECK (direction IN ('in', 'out')),
  ADD CONSTRAINT payment_transfers_amount CHECK (amount_minor > 0);
