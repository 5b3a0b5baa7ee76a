-- Disputes of buyers with their banks, as providers tell of them.

-- CreateTable
CREATE TABLE "payment_disputes" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_ref" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "answer_by" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_disputes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_disputes_payment_id_idx" ON "payment_disputes"("payment_id");

-- CreateIndex
CREATE INDEX "payment_disputes_attempt_id_idx" ON "payment_disputes"("attempt_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_disputes_provider_provider_ref_key" ON "payment_disputes"("provider", "provider_ref");

ALTER TABLE payment_disputes
  ADD CONSTRAINT payment_disputes_status CHECK (status IN ('OPEN', 'WON', 'LOST')),
  ADD CONSTRAINT payment_disputes_amount CHECK (amount_minor >= 0);
