-- Vouchers, and bookings that are taken in with one or in price classes.
-- CreateTable
CREATE TABLE "vouchers" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "percent" INTEGER,
    "amount_minor" INTEGER,
    "currency" CHAR(3),
    "quota" INTEGER NOT NULL,
    "per_user" INTEGER,
    "valid_from" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "show_ids" UUID[],
    "classes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vouchers_pkey" PRIMARY KEY ("id")
);
ALTER TABLE vouchers
  ADD CONSTRAINT vouchers_code CHECK (code = upper(code)),
  ADD CONSTRAINT vouchers_terms CHECK (percent BETWEEN 1 AND 100 AND amount_minor IS NULL OR percent IS NULL),
  ADD CONSTRAINT vouchers_currency CHECK ((amount_minor IS NULL) = (currency IS NULL) AND amount_minor > 0),
  ADD CONSTRAINT vouchers_quota CHECK (quota > 0 AND per_user > 0),
  ADD CONSTRAINT vouchers_window CHECK (valid_from < valid_until);

-- CreateIndex
CREATE UNIQUE INDEX "vouchers_code_key" ON "vouchers"("code");

DROP FUNCTION create_booking_batch(p_ids uuid[], p_users uuid[], p_shows uuid[], p_seats text[], p_labels text[], p_keys text[], p_fingerprints text[], p_depth_limit integer);

-- Takes bookings in, many at once: idempotency and row of each. What was asked for has been checked before. `p_seats` and `p_labels` hold
-- array literals, `p_extras` JSON; null when no booking has any. The keys' rules are those of claim_idempotency_key, for a whole batch in one statement.
-- outcome: created | replayed | mismatch | in_progress | queue_full
CREATE OR REPLACE FUNCTION create_booking_batch(
  p_ids uuid[], p_users uuid[], p_shows uuid[], p_seats text[], p_labels text[], p_keys text[], p_fingerprints text[], p_depth_limit int,
  p_extras text[] DEFAULT NULL
) RETURNS TABLE (id uuid, outcome text, booking_id uuid)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
  v_placed uuid[] := '{}';
  v_full boolean;
BEGIN
  v_full := (SELECT count(*) FROM (SELECT FROM bookings b WHERE b.status = 'QUEUED' LIMIT p_depth_limit) w) >= p_depth_limit;
  IF NOT v_full THEN
    -- In one order, or two batches with the same keys would wait for each other. Of requests with the same key in one batch the first
    -- counts; the others find its row below, like those whose key came earlier.
    WITH claimed AS (
      INSERT INTO idempotency_keys (owner_id, key, fingerprint, response)
      SELECT k.owner_id, k.key, k.fingerprint, jsonb_build_object('bookingId', k.id)
        FROM (SELECT DISTINCT ON (r.owner_id, r.key) r.* FROM unnest(p_users, p_keys, p_fingerprints, p_ids) AS r(owner_id, key, fingerprint, id)
               WHERE r.key IS NOT NULL ORDER BY r.owner_id, r.key, r.id) k
       ORDER BY k.owner_id, k.key
      ON CONFLICT DO NOTHING RETURNING (response ->> 'bookingId')::uuid AS id)
    SELECT array_agg(c.id) INTO v_placed FROM (
      SELECT c.id FROM claimed c
      UNION ALL SELECT r.id FROM unnest(p_ids, p_keys) AS r(id, key) WHERE r.key IS NULL) c;

    INSERT INTO bookings (id, user_id, show_id, seats, labels, extras)
    SELECT r.id, r.user_id, r.show_id, r.seats::int[], r.labels::text[], r.extras::jsonb
      FROM unnest(p_ids, p_users, p_shows, p_seats, p_labels, p_extras) AS r(id, user_id, show_id, seats, labels, extras) WHERE r.id = ANY (v_placed);
  END IF;

  RETURN QUERY
  SELECT r.id,
         CASE WHEN r.id = ANY (v_placed) THEN 'created'
              WHEN k.fingerprint IS NULL THEN 'queue_full'
              WHEN k.fingerprint <> r.fingerprint THEN 'mismatch'
              WHEN k.response IS NULL THEN 'in_progress'
              ELSE 'replayed' END,
         CASE WHEN r.id = ANY (v_placed) THEN r.id ELSE (k.response ->> 'bookingId')::uuid END
    FROM unnest(p_ids, p_users, p_keys, p_fingerprints) AS r(id, owner_id, key, fingerprint)
    LEFT JOIN idempotency_keys k ON k.owner_id = r.owner_id AND k.key = r.key;
END $$;
