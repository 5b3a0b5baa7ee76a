-- Wallets: deposits, and withdrawals, which are carried out one at a time and in order (adr/0032).
-- CreateTable
CREATE TABLE "deposits" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),
    "payment_id" UUID,

    CONSTRAINT "deposits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "withdrawals" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "destination" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'WAITING',
    "provider" TEXT NOT NULL,
    "provider_ref" TEXT,
    "failure" TEXT,
    "transfer_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "next_look_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "withdrawals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deposits_user_id_idx" ON "deposits"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "withdrawals_user_id_sequence_key" ON "withdrawals"("user_id", "sequence");

ALTER TABLE deposits ADD CONSTRAINT deposits_amount CHECK (amount > 0);
ALTER TABLE withdrawals
  ADD CONSTRAINT withdrawals_amount CHECK (amount > 0),
  ADD CONSTRAINT withdrawals_status CHECK (status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT', 'PAID', 'FAILED', 'CANCELLED'));
-- Never two of a user in flight.
CREATE UNIQUE INDEX withdrawals_one_in_flight ON withdrawals (user_id) WHERE status IN ('SENDING', 'UNKNOWN', 'SENT');
-- The open ones, in the order in which they are carried out.
CREATE INDEX withdrawals_open ON withdrawals (user_id, sequence) WHERE status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT');

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- Takes up the lowest open withdrawal of a user, for as long as the lease: one that waits, or one in flight that nobody is at and of which it is time
-- to ask again. Nothing, while somebody is at it or it is not yet time: those behind it wait. The attempt that comes back is the fence.
-- Locks: the mailbox.
CREATE OR REPLACE FUNCTION claim_withdrawal(p_user uuid, p_lease float8) RETURNS SETOF withdrawals
LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz;
  w withdrawals%ROWTYPE;
BEGIN
  PERFORM lock_withdrawals(p_user);
  v_now := clock_timestamp();
  SELECT * INTO w FROM withdrawals o WHERE o.user_id = p_user AND o.status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT') ORDER BY o.sequence LIMIT 1;
  IF w.id IS NULL OR w.lease_until > v_now OR w.next_look_at > v_now THEN
    RETURN;
  END IF;
  RETURN QUERY
  UPDATE withdrawals o
     SET status = CASE o.status WHEN 'WAITING' THEN 'SENDING' ELSE o.status END, attempt = o.attempt + 1,
         lease_until = v_now + make_interval(secs => p_lease), revision = o.revision + 1, updated_at = v_now
   -- It may have been called off since it was read.
   WHERE o.id = w.id AND o.status = w.status AND o.attempt = w.attempt RETURNING o.*;
END $$;

-- Users whose mailbox somebody should look at: its lowest open withdrawal waits, or it is time to ask of it again.
CREATE OR REPLACE FUNCTION due_withdrawals(p_most int) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT f.user_id FROM (
    SELECT DISTINCT ON (w.user_id) w.user_id, w.lease_until, w.next_look_at, w.updated_at FROM withdrawals w
     WHERE w.status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT') ORDER BY w.user_id, w.sequence) f
   WHERE (f.lease_until IS NULL OR f.lease_until <= clock_timestamp()) AND (f.next_look_at IS NULL OR f.next_look_at <= clock_timestamp())
   ORDER BY f.updated_at LIMIT p_most
$$;

-- The lock of a user's mailbox of withdrawals, until the end of the transaction. It comes before accounts of the ledger.
CREATE OR REPLACE FUNCTION lock_withdrawals(p_user uuid) RETURNS void
LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('withdrawals ' || p_user, 0))
$$;

-- Puts a withdrawal at the end of its user's mailbox, behind a reservation that the caller has made in this transaction. The mailbox is locked.
CREATE OR REPLACE FUNCTION place_withdrawal(
  p_id uuid, p_user uuid, p_amount bigint, p_currency text, p_destination jsonb, p_provider text, p_transfer uuid
) RETURNS SETOF withdrawals
LANGUAGE sql VOLATILE AS $$
  INSERT INTO withdrawals (id, user_id, sequence, amount, currency, destination, provider, transfer_id)
  SELECT p_id, p_user, coalesce(max(w.sequence), 0) + 1, p_amount, p_currency, p_destination, p_provider, p_transfer
    FROM withdrawals w WHERE w.user_id = p_user
  RETURNING *
$$;
