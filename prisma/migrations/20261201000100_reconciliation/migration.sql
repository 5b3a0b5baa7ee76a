-- Statements of the bank, reconciled with our books: entries, our movements, and breaks (adr/0039).
-- CreateTable
CREATE TABLE "statement_feeds" (
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "account" TEXT,
    "last_entry" TEXT,
    "covered_until" TIMESTAMPTZ(3),
    "copied_to" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "statement_feeds_pkey" PRIMARY KEY ("provider","currency")
);

-- CreateTable
CREATE TABLE "statement_schedules" (
    "provider" TEXT NOT NULL,
    "next_fetch_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fetched_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "statement_schedules_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "bank_statements" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "statement_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "opening_minor" BIGINT NOT NULL,
    "closing_minor" BIGINT NOT NULL,
    "entries" INTEGER NOT NULL,
    "new_entries" INTEGER NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "uploaded_by" UUID,
    "until" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_statements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_entries" (
    "id" BIGSERIAL NOT NULL,
    "statement_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "entry_ref" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT,
    "reference_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "movement_id" BIGINT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "bank_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "book_movements" (
    "id" BIGSERIAL NOT NULL,
    "transfer_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "book_movements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_breaks" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "type" TEXT NOT NULL,
    "entry_id" BIGINT,
    "movement_id" BIGINT,
    "bank_minor" BIGINT,
    "book_minor" BIGINT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "reason" TEXT,
    "assigned_to" UUID,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconciliation_breaks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_notes" (
    "id" BIGSERIAL NOT NULL,
    "break_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" UUID,
    "what" TEXT NOT NULL,
    "text" TEXT,

    CONSTRAINT "reconciliation_notes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bank_statements_received_at_idx" ON "bank_statements"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "bank_statements_provider_account_currency_statement_id_key" ON "bank_statements"("provider", "account", "currency", "statement_id");

-- CreateIndex
CREATE INDEX "bank_entries_reference_id_kind_idx" ON "bank_entries"("reference_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "bank_entries_provider_currency_entry_ref_key" ON "bank_entries"("provider", "currency", "entry_ref");

-- CreateIndex
CREATE INDEX "book_movements_reference_id_kind_idx" ON "book_movements"("reference_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "book_movements_transfer_id_currency_key" ON "book_movements"("transfer_id", "currency");

-- CreateIndex
CREATE INDEX "reconciliation_breaks_status_id_idx" ON "reconciliation_breaks"("status", "id");

-- CreateIndex
CREATE INDEX "reconciliation_notes_break_id_id_idx" ON "reconciliation_notes"("break_id", "id");

ALTER TABLE bank_statements
  ADD CONSTRAINT bank_statements_source CHECK (source IN ('fetched', 'uploaded')),
  ADD CONSTRAINT bank_statements_entries CHECK (new_entries >= 0 AND new_entries <= entries),
  ADD CONSTRAINT bank_statements_uploaded CHECK ((source = 'uploaded') = (uploaded_by IS NOT NULL));
ALTER TABLE bank_entries
  ADD CONSTRAINT bank_entries_amount CHECK (amount_minor <> 0),
  ADD CONSTRAINT bank_entries_kind CHECK (kind IN ('payment', 'refund', 'payout', 'payout_return', 'fee', 'other')),
  ADD CONSTRAINT bank_entries_status CHECK (status IN ('OPEN', 'MATCHED', 'CONTRA', 'FEE', 'WRITTEN_OFF')),
  ADD CONSTRAINT bank_entries_settled CHECK ((status = 'OPEN') = (settled_at IS NULL)),
  ADD CONSTRAINT bank_entries_matched CHECK ((status = 'MATCHED') = (movement_id IS NOT NULL));
-- A movement of ours is one entry of the bank.
CREATE UNIQUE INDEX bank_entries_movement ON bank_entries (movement_id) WHERE movement_id IS NOT NULL;
CREATE INDEX bank_entries_open ON bank_entries (provider, id) WHERE status = 'OPEN';
ALTER TABLE book_movements
  ADD CONSTRAINT book_movements_amount CHECK (amount_minor <> 0),
  ADD CONSTRAINT book_movements_kind CHECK (kind IN ('payment', 'refund', 'payout', 'payout_return', 'other')),
  ADD CONSTRAINT book_movements_status CHECK (status IN ('OPEN', 'MATCHED', 'CONTRA', 'WRITTEN_OFF')),
  ADD CONSTRAINT book_movements_settled CHECK ((status = 'OPEN') = (settled_at IS NULL));
CREATE INDEX book_movements_open ON book_movements (provider, id) WHERE status = 'OPEN';
ALTER TABLE reconciliation_breaks
  ADD CONSTRAINT reconciliation_breaks_type CHECK (type IN ('timing', 'missing_here', 'missing_there', 'amount', 'duplicate', 'fee')),
  ADD CONSTRAINT reconciliation_breaks_status CHECK (status IN ('OPEN', 'SETTLED', 'CLOSED')),
  ADD CONSTRAINT reconciliation_breaks_sides CHECK (entry_id IS NOT NULL OR movement_id IS NOT NULL),
  ADD CONSTRAINT reconciliation_breaks_closed CHECK ((status = 'OPEN') = (closed_at IS NULL)),
  -- Whoever closes one by hand says why.
  ADD CONSTRAINT reconciliation_breaks_reason CHECK ((status = 'CLOSED') = (closed_by IS NOT NULL AND reason IS NOT NULL));
CREATE UNIQUE INDEX reconciliation_breaks_of_entry ON reconciliation_breaks (entry_id) WHERE status = 'OPEN' AND entry_id IS NOT NULL;
CREATE UNIQUE INDEX reconciliation_breaks_of_movement ON reconciliation_breaks (movement_id) WHERE status = 'OPEN' AND entry_id IS NULL;
ALTER TABLE reconciliation_notes
  ADD CONSTRAINT reconciliation_notes_what CHECK (what IN ('opened', 'type', 'assigned', 'comment', 'settled', 'closed'));

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- What a bank has booked is not rewritten: only what became of it.
CREATE OR REPLACE FUNCTION bank_entries_stay() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of a bank are neither changed nor removed' USING ERRCODE = 'restrict_violation';
END $$;

-- Copies what the ledger has posted to a provider's account since the last time, with the reference under which the provider knows it. The last ten minutes
-- are read again: an entry gets its number before its transaction commits, and none takes as long. What reconciliation itself has posted is no movement.
-- Locks: nothing; the caller holds the lock of the reconciliation.
CREATE OR REPLACE FUNCTION copy_book_movements(p_provider text) RETURNS int
LANGUAGE plpgsql
SET enable_nestloop = on
AS $$
DECLARE
  v_copied int := 0;
  v_rows int;
  v_to bigint;
  f record;
BEGIN
  FOR f IN
    SELECT s.currency, s.copied_to, a.id AS account_id FROM statement_feeds s
      JOIN ledger_accounts a ON a.role = 'provider_receivable' AND a.owner = s.provider AND a.currency = s.currency
     WHERE s.provider = p_provider
  LOOP
    SELECT coalesce(max(e.id), f.copied_to) INTO v_to FROM ledger_entries e
     WHERE e.account_id = f.account_id AND e.id > f.copied_to AND e.created_at < clock_timestamp() - interval '10 minutes';
    INSERT INTO book_movements (transfer_id, provider, currency, moved_at, amount_minor, kind, reference_id)
    SELECT t.id, p_provider, f.currency, t.created_at, sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END),
           CASE t.kind WHEN 'payment.captured' THEN 'payment' WHEN 'refund.paid' THEN 'refund' WHEN 'withdrawal.paid' THEN 'payout'
                       WHEN 'withdrawal.returned' THEN 'payout_return' ELSE 'other' END,
           -- The first capture of a payment has the payment's id, and the provider knows its attempt.
           CASE WHEN t.kind = 'payment.captured' THEN coalesce((SELECT p.paid_attempt_id FROM payments p WHERE p.id = t.subject_id::uuid), t.subject_id::uuid)
                WHEN t.subject_kind IN ('refund', 'withdrawal') THEN t.subject_id::uuid END
      FROM ledger_entries e JOIN ledger_transfers t ON t.id = e.transfer_id
     WHERE e.account_id = f.account_id AND e.id > f.copied_to AND NOT e.pending AND t.kind NOT IN ('provider.fees', 'reconciliation.adjusted')
     GROUP BY t.id
    HAVING sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) <> 0
    ON CONFLICT (transfer_id, currency) DO NOTHING;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    v_copied := v_copied + v_rows;
    UPDATE statement_feeds s SET copied_to = v_to WHERE s.provider = p_provider AND s.currency = f.currency;
  END LOOP;
  RETURN v_copied;
END $$;

-- What is open on one side, or on both with other amounts, as a break: its type, its sides and since when. `p_timing`: seconds for which the other side may be
-- on its way. A movement is not missed before the statements reach as far.
-- Each row looks its other side up by index, whatever Postgres believes of tables that have just grown.
CREATE OR REPLACE FUNCTION find_breaks(p_provider text, p_timing float8, p_rates jsonb)
RETURNS TABLE (currency text, type text, entry_id bigint, movement_id bigint, bank_minor bigint, book_minor bigint, since timestamptz)
LANGUAGE sql STABLE
SET enable_nestloop = on
AS $$
  WITH sides AS MATERIALIZED (
    SELECT e.id, e.currency::text AS currency, e.kind, e.amount_minor, e.booked_at, g.again, m.id AS movement_id, m.amount_minor AS book_minor, m.moved_at,
           -((p.amount_minor * coalesce((p_rates ->> a.method)::bigint, 0) + 5000) / 10000) AS agreed
      FROM bank_entries e
     CROSS JOIN LATERAL (
           SELECT EXISTS (SELECT FROM bank_entries x WHERE x.reference_id = e.reference_id AND x.kind = e.kind AND x.id <> e.id
                             AND (x.status IN ('MATCHED', 'FEE', 'WRITTEN_OFF') OR x.id < e.id)) AS again) g
      LEFT JOIN LATERAL (
           SELECT b.id, b.amount_minor, b.moved_at FROM book_movements b
            WHERE NOT g.again AND b.reference_id = e.reference_id AND b.kind = e.kind AND b.status = 'OPEN' ORDER BY b.id LIMIT 1) m ON true
      LEFT JOIN LATERAL (
           SELECT b.amount_minor FROM book_movements b WHERE e.kind = 'fee' AND b.reference_id = e.reference_id AND b.kind = 'payment' ORDER BY b.id LIMIT 1) p ON true
      LEFT JOIN LATERAL (SELECT t.method FROM payment_attempts t WHERE p.amount_minor IS NOT NULL AND t.id = e.reference_id LIMIT 1) a ON true
     WHERE e.provider = p_provider AND e.status = 'OPEN')
  SELECT s.currency,
         CASE WHEN s.again THEN 'duplicate'
              WHEN s.agreed IS NOT NULL THEN 'fee'
              WHEN s.movement_id IS NOT NULL THEN 'amount'
              WHEN s.booked_at > clock_timestamp() - make_interval(secs => p_timing) THEN 'timing'
              WHEN s.kind = 'fee' THEN 'fee'
              ELSE 'missing_here' END,
         s.id, s.movement_id, s.amount_minor, coalesce(s.book_minor, s.agreed), least(s.booked_at, s.moved_at)
    FROM sides s
  UNION ALL
  SELECT m.currency::text, CASE WHEN m.moved_at > clock_timestamp() - make_interval(secs => p_timing) THEN 'timing' ELSE 'missing_there' END,
         NULL, m.id, NULL, m.amount_minor, m.moved_at
    FROM book_movements m JOIN statement_feeds f ON f.provider = m.provider AND f.currency = m.currency
   WHERE m.provider = p_provider AND m.status = 'OPEN' AND m.moved_at <= f.covered_until
     AND m.id NOT IN (SELECT s.movement_id FROM sides s WHERE s.movement_id IS NOT NULL)
$$;

-- The lock of all that is reconciled with one provider, until the end of the transaction. It comes before accounts of the ledger.
CREATE OR REPLACE FUNCTION lock_reconciliation(p_provider text) RETURNS void
LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('reconciliation ' || p_provider, 0))
$$;

-- Matches what is open on both sides: an entry with the movement of the same kind, reference and amount, one with one; a payout that the bank took back before
-- we ever booked it with its return; a fee with what was agreed. `p_rates`: what the provider keeps, in ten-thousandths, by method.
-- Answers how many entries were settled. Locks: nothing; the caller holds the lock of the reconciliation.
CREATE OR REPLACE FUNCTION match_entries(p_provider text, p_rates jsonb) RETURNS int
LANGUAGE plpgsql
SET enable_nestloop = on
AS $$
DECLARE
  v_now timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_settled int := 0;
  v_rows int;
BEGIN
  WITH e AS (
    SELECT b.id, b.currency, b.kind, b.reference_id, b.amount_minor, row_number() OVER (PARTITION BY b.currency, b.kind, b.reference_id, b.amount_minor ORDER BY b.id) AS n
      FROM bank_entries b WHERE b.provider = p_provider AND b.status = 'OPEN' AND b.reference_id IS NOT NULL),
  m AS (
    SELECT b.id, b.currency, b.kind, b.reference_id, b.amount_minor, row_number() OVER (PARTITION BY b.currency, b.kind, b.reference_id, b.amount_minor ORDER BY b.id) AS n
      FROM book_movements b WHERE b.provider = p_provider AND b.status = 'OPEN' AND b.reference_id IS NOT NULL),
  pairs AS MATERIALIZED (
    SELECT e.id AS entry_id, m.id AS movement_id FROM e JOIN m USING (currency, kind, reference_id, amount_minor, n)),
  booked AS (
    UPDATE book_movements b SET status = 'MATCHED', settled_at = v_now FROM pairs p WHERE b.id = p.movement_id AND b.status = 'OPEN')
  UPDATE bank_entries b SET status = 'MATCHED', movement_id = p.movement_id, settled_at = v_now FROM pairs p WHERE b.id = p.entry_id AND b.status = 'OPEN';
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  v_settled := v_settled + v_rows;

  WITH pairs AS MATERIALIZED (
    SELECT DISTINCT ON (o.id) o.id AS out_id, i.id AS in_id FROM bank_entries o
      JOIN bank_entries i ON i.reference_id = o.reference_id AND i.kind = 'payout_return'
                         AND i.amount_minor = -o.amount_minor AND i.status = 'OPEN'
     WHERE o.provider = p_provider AND o.status = 'OPEN' AND o.kind = 'payout'
       AND NOT EXISTS (SELECT FROM book_movements m WHERE m.reference_id = o.reference_id AND m.kind IN ('payout', 'payout_return') AND m.status = 'OPEN')
       AND NOT EXISTS (SELECT FROM bank_entries x WHERE x.reference_id = o.reference_id AND x.kind IN ('payout', 'payout_return') AND x.id NOT IN (o.id, i.id))
     ORDER BY o.id)
  UPDATE bank_entries b SET status = 'CONTRA', settled_at = v_now FROM pairs p WHERE b.id IN (p.out_id, p.in_id) AND b.status = 'OPEN';
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  v_settled := v_settled + v_rows;

  -- The books came later than the bank's going back and forth.
  WITH pairs AS MATERIALIZED (
    SELECT o.id AS out_id, i.id AS in_id FROM book_movements o
      JOIN book_movements i ON i.reference_id = o.reference_id AND i.kind = 'payout_return'
                           AND i.amount_minor = -o.amount_minor AND i.status = 'OPEN'
     WHERE o.provider = p_provider AND o.status = 'OPEN' AND o.kind = 'payout'
       AND EXISTS (SELECT FROM bank_entries x WHERE x.reference_id = o.reference_id AND x.kind = 'payout' AND x.status = 'CONTRA'))
  UPDATE book_movements b SET status = 'CONTRA', settled_at = v_now FROM pairs p WHERE b.id IN (p.out_id, p.in_id) AND b.status = 'OPEN';

  WITH agreed AS MATERIALIZED (
    SELECT e.id FROM bank_entries e
     CROSS JOIN LATERAL (SELECT b.amount_minor FROM book_movements b WHERE b.reference_id = e.reference_id AND b.kind = 'payment' ORDER BY b.id LIMIT 1) m
     CROSS JOIN LATERAL (SELECT t.method FROM payment_attempts t WHERE t.id = e.reference_id LIMIT 1) a
     WHERE e.provider = p_provider AND e.status = 'OPEN' AND e.kind = 'fee'
       AND e.amount_minor = -((m.amount_minor * coalesce((p_rates ->> a.method)::bigint, 0) + 5000) / 10000)
       -- One fee of one payment.
       AND NOT EXISTS (SELECT FROM bank_entries x WHERE x.reference_id = e.reference_id AND x.kind = 'fee' AND x.id < e.id))
  UPDATE bank_entries b SET status = 'FEE', settled_at = v_now FROM agreed a WHERE b.id = a.id AND b.status = 'OPEN';
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  RETURN v_settled + v_rows;
END $$;

-- Reconciles a provider's entries with our books: copies what the ledger has posted, matches, opens a break for each difference, gives an open one the type that
-- it has by now, and ends those whose other side has come. All of it in sets. Again it changes nothing.
-- Locks: the reconciliation of the provider. Breaks are few but for a first statement, when there may be as many as entries: they are joined by hashing.
CREATE OR REPLACE FUNCTION reconcile(p_provider text, p_timing float8, p_rates jsonb) RETURNS TABLE (settled int, opened int, closed int)
LANGUAGE plpgsql
SET enable_nestloop = off
AS $$
DECLARE
  v_now timestamptz := date_trunc('milliseconds', clock_timestamp());
BEGIN
  PERFORM lock_reconciliation(p_provider);
  PERFORM copy_book_movements(p_provider);
  settled := match_entries(p_provider, p_rates);
  WITH now_open AS MATERIALIZED (
    SELECT f.*, coalesce('entry ' || f.entry_id, 'movement ' || f.movement_id) AS about FROM find_breaks(p_provider, p_timing, p_rates) f),
  known AS MATERIALIZED (
    SELECT b.id, b.about, b.type, b.movement_id AS had, b.book_minor AS had_minor, o.type AS now_type, o.movement_id, o.book_minor, o.about IS NOT NULL AS still
      FROM (SELECT r.*, coalesce('entry ' || r.entry_id, 'movement ' || r.movement_id) AS about FROM reconciliation_breaks r
             WHERE r.provider = p_provider AND r.status = 'OPEN') b
      LEFT JOIN now_open o ON o.about = b.about),
  ended AS (
    UPDATE reconciliation_breaks b SET status = 'SETTLED', closed_at = v_now, revision = b.revision + 1 FROM known k
     WHERE b.id = k.id AND NOT k.still AND b.status = 'OPEN' RETURNING b.id),
  changed AS (
    UPDATE reconciliation_breaks b SET type = k.now_type, movement_id = k.movement_id, book_minor = k.book_minor, revision = b.revision + 1 FROM known k
     WHERE b.id = k.id AND k.still AND b.status = 'OPEN' AND (k.type, k.had, k.had_minor) IS DISTINCT FROM (k.now_type, k.movement_id, k.book_minor)
    RETURNING b.id, b.type),
  fresh AS (
    INSERT INTO reconciliation_breaks (id, provider, currency, type, entry_id, movement_id, bank_minor, book_minor, since, opened_at)
    SELECT new_id(), p_provider, o.currency, o.type, o.entry_id, o.movement_id, o.bank_minor, o.book_minor, o.since, v_now FROM now_open o
     WHERE NOT EXISTS (SELECT FROM known k WHERE k.about = o.about)
    RETURNING id, type),
  told AS (
    INSERT INTO reconciliation_notes (break_id, at, what, text)
    SELECT id, v_now, 'opened', type FROM fresh UNION ALL SELECT id, v_now, 'type', type FROM changed UNION ALL SELECT id, v_now, 'settled', NULL FROM ended)
  SELECT (SELECT count(*) FROM fresh), (SELECT count(*) FROM ended) INTO opened, closed;
  RETURN NEXT;
END $$;

-- Entries are never removed.
CREATE OR REPLACE TRIGGER bank_entries_kept BEFORE DELETE ON bank_entries FOR EACH ROW EXECUTE FUNCTION bank_entries_stay();

-- Entries stay as the bank booked them, and what was settled stays settled.
CREATE OR REPLACE TRIGGER bank_entries_unchanged BEFORE UPDATE ON bank_entries FOR EACH ROW
  WHEN ((OLD.statement_id, OLD.provider, OLD.currency, OLD.entry_ref, OLD.booked_at, OLD.amount_minor, OLD.kind, OLD.reference)
    IS DISTINCT FROM (NEW.statement_id, NEW.provider, NEW.currency, NEW.entry_ref, NEW.booked_at, NEW.amount_minor, NEW.kind, NEW.reference)
    OR OLD.status <> 'OPEN')
  EXECUTE FUNCTION bank_entries_stay();

-- Statements are neither changed nor removed.
CREATE OR REPLACE TRIGGER bank_statements_unchanged BEFORE UPDATE OR DELETE ON bank_statements FOR EACH ROW EXECUTE FUNCTION bank_entries_stay();
