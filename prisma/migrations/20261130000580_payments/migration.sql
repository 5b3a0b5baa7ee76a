-- Payments: what is owed for a thing, the attempts to pay it, what happened, and refunds. New tables only; nothing that runs knows of them.
-- CreateTable
CREATE TABLE "payments" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'CREATED',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "amount_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "captured_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "paid_attempt_id" UUID,
    "outcome" TEXT,
    "note" TEXT,
    "deadline" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_attempts" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'CREATED',
    "amount_minor" BIGINT NOT NULL,
    "fee_minor" BIGINT NOT NULL DEFAULT 0,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "provider_ref" TEXT,
    "step" JSONB,
    "failure" TEXT,
    "received_minor" BIGINT NOT NULL DEFAULT 0,
    "received_currency" CHAR(3),
    "refunding_minor" BIGINT NOT NULL DEFAULT 0,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "next_look_at" TIMESTAMPTZ(3),
    "looks" INTEGER NOT NULL DEFAULT 0,
    "look_wanted" BOOLEAN NOT NULL DEFAULT false,
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_events" (
    "id" BIGSERIAL NOT NULL,
    "payment_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "detail" TEXT,

    CONSTRAINT "payment_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "provider_ref" TEXT,
    "failure" TEXT,
    "transfer_id" TEXT NOT NULL,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "next_look_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payments_user_id_id_idx" ON "payments"("user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payments_kind_subject_id_key" ON "payments"("kind", "subject_id");

-- CreateIndex
CREATE INDEX "payment_attempts_payment_id_id_idx" ON "payment_attempts"("payment_id", "id");

-- CreateIndex
CREATE INDEX "payment_events_payment_id_id_idx" ON "payment_events"("payment_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_payment_id_cause_key" ON "refunds"("payment_id", "cause");

ALTER TABLE payments
  ADD CONSTRAINT payments_kind CHECK (kind IN ('booking', 'deposit')),
  ADD CONSTRAINT payments_status CHECK (status IN ('CREATED', 'PENDING', 'UNKNOWN', 'CAPTURED', 'DELIVERED', 'REFUNDING', 'PARTLY_REFUNDED', 'REFUNDED', 'CONFLICTED',
    'FAILED', 'CANCELLED')),
  ADD CONSTRAINT payments_amount CHECK (amount_minor > 0 AND fee_minor >= 0 AND fee_minor < amount_minor),
  ADD CONSTRAINT payments_refunded CHECK (refunded_minor >= 0 AND refunded_minor <= captured_minor),
  ADD CONSTRAINT payments_outcome CHECK (outcome IN ('delivered', 'undeliverable')),
  -- What is delivered was paid for.
  ADD CONSTRAINT payments_delivered CHECK (outcome IS NULL OR paid_attempt_id IS NOT NULL);

ALTER TABLE payment_attempts
  ADD CONSTRAINT payment_attempts_status CHECK (status IN ('CREATED', 'PENDING', 'AUTHORISED', 'CAPTURED', 'FAILED', 'CANCELLED', 'UNKNOWN', 'CONFLICTED')),
  ADD CONSTRAINT payment_attempts_method CHECK (method IN ('netbanking', 'card', 'upi', 'wallet', 'bank_transfer')),
  ADD CONSTRAINT payment_attempts_amount CHECK (amount_minor > 0 AND fee_minor >= 0 AND tax_minor >= 0 AND fee_minor + tax_minor < amount_minor),
  ADD CONSTRAINT payment_attempts_received CHECK (received_minor >= 0 AND (received_minor = 0 OR status IN ('CAPTURED', 'CONFLICTED'))),
  -- Captured is only what was asked for.
  ADD CONSTRAINT payment_attempts_captured CHECK (status <> 'CAPTURED' OR (received_minor = amount_minor AND received_currency = currency)),
  ADD CONSTRAINT payment_attempts_refunding CHECK (refunding_minor >= 0 AND refunding_minor <= received_minor);
CREATE UNIQUE INDEX payment_attempts_one_live ON payment_attempts (payment_id) WHERE status IN ('CREATED', 'PENDING', 'AUTHORISED', 'UNKNOWN');
CREATE INDEX payment_attempts_due ON payment_attempts (next_look_at) WHERE next_look_at IS NOT NULL;

ALTER TABLE payment_events ADD CONSTRAINT payment_events_kind CHECK (kind IN ('payment', 'attempt', 'refund'));

ALTER TABLE refunds
  ADD CONSTRAINT refunds_status CHECK (status IN ('PENDING', 'SENT', 'DONE', 'FAILED', 'PARKED')),
  ADD CONSTRAINT refunds_reason CHECK (reason IN ('requested', 'booking_cancelled', 'show_cancelled', 'show_moved', 'too_late', 'paid_twice')),
  ADD CONSTRAINT refunds_amount CHECK (amount_minor > 0);
CREATE INDEX refunds_due ON refunds (next_look_at) WHERE next_look_at IS NOT NULL;
CREATE INDEX refunds_of_attempt ON refunds (attempt_id);
CREATE INDEX payments_of_status ON payments (status, id);
CREATE INDEX refunds_of_status ON refunds (status, id);

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- Sets so much of what came in by an attempt apart to go back; false when less than that is left, and then nothing is.
-- Locks: the attempt. Its payment is locked by the caller.
CREATE OR REPLACE FUNCTION reserve_refund(p_attempt uuid, p_amount bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payment_attempts a SET refunding_minor = a.refunding_minor + p_amount
   WHERE a.id = p_attempt AND p_amount > 0 AND a.refunding_minor + p_amount <= a.received_minor;
  RETURN FOUND;
END $$;

-- Gives whoever asks an attempt for a while, with a fence that nobody had before: what was heard under an older one does not count. NULL: another has it, and
-- will look once more when it is done.
-- Locks: the attempt.
CREATE OR REPLACE FUNCTION take_attempt(p_attempt uuid, p_seconds float8) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  v_fence int;
BEGIN
  UPDATE payment_attempts a SET lease_until = clock_timestamp() + make_interval(secs => p_seconds), fence = a.fence + 1, look_wanted = false
   WHERE a.id = p_attempt AND (a.lease_until IS NULL OR a.lease_until <= clock_timestamp())
   RETURNING a.fence INTO v_fence;
  IF v_fence IS NULL THEN
    UPDATE payment_attempts a SET look_wanted = true, next_look_at = least(a.next_look_at, a.lease_until) WHERE a.id = p_attempt;
  END IF;
  RETURN v_fence;
END $$;

-- As take_attempt, of a refund that has not come to an end. NULL: another has it, or it is over.
-- Locks: the refund.
CREATE OR REPLACE FUNCTION take_refund(p_refund uuid, p_seconds float8) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  v_fence int;
BEGIN
  UPDATE refunds r SET lease_until = clock_timestamp() + make_interval(secs => p_seconds), fence = r.fence + 1
   WHERE r.id = p_refund AND r.status IN ('PENDING', 'SENT', 'PARKED') AND (r.lease_until IS NULL OR r.lease_until <= clock_timestamp())
   RETURNING r.fence INTO v_fence;
  RETURN v_fence;
END $$;
