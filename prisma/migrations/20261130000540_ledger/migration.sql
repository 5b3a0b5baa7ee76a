-- Money: accounts, what moved between them, and the only function that moves it (adr/0031).
-- CreateTable
CREATE TABLE "ledger_accounts" (
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "grows" TEXT NOT NULL,
    "may_overdraw" BOOLEAN NOT NULL,
    "hot" BOOLEAN NOT NULL,
    "debits_posted" BIGINT NOT NULL DEFAULT 0,
    "credits_posted" BIGINT NOT NULL DEFAULT 0,
    "debits_pending" BIGINT NOT NULL DEFAULT 0,
    "credits_pending" BIGINT NOT NULL DEFAULT 0,
    "debits_ended" BIGINT NOT NULL DEFAULT 0,
    "credits_ended" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transfers" (
    "id" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "pending_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "ledger_transfers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" BIGSERIAL NOT NULL,
    "transfer_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "side" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_unrolled" (
    "id" BIGSERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "debits_posted" BIGINT NOT NULL,
    "credits_posted" BIGINT NOT NULL,
    "debits_pending" BIGINT NOT NULL,
    "credits_pending" BIGINT NOT NULL,
    "debits_ended" BIGINT NOT NULL,
    "credits_ended" BIGINT NOT NULL,

    CONSTRAINT "ledger_unrolled_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_accounts_role_owner_currency_key" ON "ledger_accounts"("role", "owner", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transfers_pending_id_key" ON "ledger_transfers"("pending_id");

-- CreateIndex
CREATE INDEX "ledger_entries_transfer_id_idx" ON "ledger_entries"("transfer_id");

-- CreateIndex
CREATE INDEX "ledger_entries_account_id_id_idx" ON "ledger_entries"("account_id", "id");

-- CreateIndex
CREATE INDEX "ledger_unrolled_account_id_idx" ON "ledger_unrolled"("account_id");

ALTER TABLE ledger_accounts
  ADD CONSTRAINT ledger_accounts_grows CHECK (grows IN ('debit', 'credit')),
  ADD CONSTRAINT ledger_accounts_sums CHECK (debits_posted >= 0 AND credits_posted >= 0 AND debits_ended BETWEEN 0 AND debits_pending AND credits_ended BETWEEN 0 AND credits_pending),
  -- What is reserved counts as gone. What is still to be rolled up can only add to it.
  ADD CONSTRAINT ledger_accounts_not_overdrawn CHECK (may_overdraw OR CASE grows
    WHEN 'credit' THEN credits_posted - debits_posted - (debits_pending - debits_ended)
    ELSE debits_posted - credits_posted - (credits_pending - credits_ended) END >= 0);

ALTER TABLE ledger_transfers
  ADD CONSTRAINT ledger_transfers_phase CHECK (phase IN ('posted', 'pending', 'settled', 'voided') AND (phase IN ('settled', 'voided')) = (pending_id IS NOT NULL)),
  ADD CONSTRAINT ledger_transfers_subject CHECK (subject_kind IN ('payment', 'refund', 'deposit', 'withdrawal', 'adjustment'));
-- The same kind of the same subject happens once. What became of a reservation is told by the unique pending_id.
CREATE UNIQUE INDEX ledger_transfers_once ON ledger_transfers (subject_kind, subject_id, kind) WHERE pending_id IS NULL;

ALTER TABLE ledger_entries
  ADD CONSTRAINT ledger_entries_side CHECK (side IN ('debit', 'credit')),
  ADD CONSTRAINT ledger_entries_amount CHECK (amount > 0);

-- What a step of `ledger_write` does to an account. `what`: `posted`, `pending`, or `ended` for what was pending before.
CREATE TYPE ledger_line AS (transfer_id uuid, account_id uuid, currency text, side text, amount bigint, what text);

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- What is on accounts now, what waits to be rolled up included, in minor units. `balance`: what was posted, positive on the side on which the account
-- grows. `reserved`: what will leave it or come back. `coming`: what will come or not. `available`: balance less what is reserved.
CREATE OR REPLACE FUNCTION ledger_balances(p_accounts uuid[]) RETURNS TABLE (
  id uuid, role text, owner text, currency text, grows text, may_overdraw boolean, hot boolean,
  balance bigint, reserved bigint, coming bigint, available bigint)
LANGUAGE sql STABLE AS $$
  SELECT s.id, s.role, s.owner, s.currency, s.grows, s.may_overdraw, s.hot, b.balance, b.reserved, b.coming, b.balance - b.reserved
    FROM (SELECT a.id, a.role, a.owner, a.currency::text, a.grows, a.may_overdraw, a.hot,
                 (a.debits_posted + coalesce(u.debits_posted, 0))::bigint AS debits, (a.credits_posted + coalesce(u.credits_posted, 0))::bigint AS credits,
                 (a.debits_pending - a.debits_ended + coalesce(u.debits_open, 0))::bigint AS debits_open,
                 (a.credits_pending - a.credits_ended + coalesce(u.credits_open, 0))::bigint AS credits_open
            FROM ledger_accounts a
            LEFT JOIN LATERAL (
                 SELECT sum(w.debits_posted) AS debits_posted, sum(w.credits_posted) AS credits_posted,
                        sum(w.debits_pending - w.debits_ended) AS debits_open, sum(w.credits_pending - w.credits_ended) AS credits_open
                   FROM ledger_unrolled w WHERE w.account_id = a.id) u ON true
           WHERE a.id = ANY (p_accounts)) s
   CROSS JOIN LATERAL (
         SELECT CASE s.grows WHEN 'credit' THEN s.credits - s.debits ELSE s.debits - s.credits END AS balance,
                CASE s.grows WHEN 'credit' THEN s.debits_open ELSE s.credits_open END AS reserved,
                CASE s.grows WHEN 'credit' THEN s.credits_open ELSE s.debits_open END AS coming) b
$$;

-- Of transfers and entries nothing is ever changed or removed: what was wrong is put right by another transfer.
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed; write another transfer', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- The entries that one statement writes of a transfer sum to zero in each currency; so all of its entries do, however many statements write them.
CREATE OR REPLACE FUNCTION ledger_require_balance() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_transfer uuid;
BEGIN
  SELECT e.transfer_id INTO v_transfer FROM written e
   GROUP BY e.transfer_id, e.currency HAVING sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'debits and credits of transfer % are not the same', v_transfer USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

-- Sums of an account only grow, and whose and what it is stays.
CREATE OR REPLACE FUNCTION ledger_require_growth() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.role, NEW.owner, NEW.currency, NEW.grows) IS DISTINCT FROM (OLD.id, OLD.role, OLD.owner, OLD.currency, OLD.grows) THEN
    RAISE EXCEPTION 'account % is another one afterwards', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.debits_posted < OLD.debits_posted OR NEW.credits_posted < OLD.credits_posted OR NEW.debits_pending < OLD.debits_pending
    OR NEW.credits_pending < OLD.credits_pending OR NEW.debits_ended < OLD.debits_ended OR NEW.credits_ended < OLD.credits_ended THEN
    RAISE EXCEPTION 'a sum of account % would shrink', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- What accounts there may be, and how one begins. `grows`: assets by debits, the others by credits. Those that everybody's money goes through are
-- hot; of these, one that may not be overdrawn is locked only by what makes it less.
CREATE OR REPLACE FUNCTION ledger_roles() RETURNS TABLE (role text, grows text, may_overdraw boolean, hot boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  VALUES ('customer_wallet', 'credit', false, false),
         ('customer_clearing', 'credit', false, false),
         ('provider_receivable', 'debit', true, true),
         ('merchant_payable', 'credit', true, true),
         ('fees', 'credit', true, true),
         ('tax', 'credit', true, true),
         ('refunds_payable', 'credit', true, true),
         ('payouts_payable', 'credit', true, true),
         ('suspense', 'credit', true, true),
         ('bank', 'debit', true, true)
$$;

-- Adds to the sums of an account what is waiting for it, some thousand rows at most. Nothing while somebody else has it locked; then they do it, or
-- the next turn. The oldest first, so that what ended is never added before it was reserved. Answers how many rows it took.
CREATE OR REPLACE FUNCTION ledger_roll_up(p_account uuid, p_most int) RETURNS int
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_rows int;
BEGIN
  PERFORM FROM ledger_accounts a WHERE a.id = p_account FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  WITH rolled AS (
    DELETE FROM ledger_unrolled u WHERE u.id IN (SELECT w.id FROM ledger_unrolled w WHERE w.account_id = p_account ORDER BY w.id LIMIT p_most) RETURNING u.*
  ), d AS (
    SELECT count(*)::int AS n, sum(r.debits_posted)::bigint AS debits_posted, sum(r.credits_posted)::bigint AS credits_posted,
           sum(r.debits_pending)::bigint AS debits_pending, sum(r.credits_pending)::bigint AS credits_pending,
           sum(r.debits_ended)::bigint AS debits_ended, sum(r.credits_ended)::bigint AS credits_ended FROM rolled r
  ), added AS (
    UPDATE ledger_accounts a
       SET debits_posted = a.debits_posted + d.debits_posted, credits_posted = a.credits_posted + d.credits_posted,
           debits_pending = a.debits_pending + d.debits_pending, credits_pending = a.credits_pending + d.credits_pending,
           debits_ended = a.debits_ended + d.debits_ended, credits_ended = a.credits_ended + d.credits_ended
      FROM d WHERE a.id = p_account AND d.n > 0
  )
  SELECT d.n INTO v_rows FROM d;
  RETURN v_rows;
END $$;

-- Are these the entries of a transfer, in any order?
CREATE OR REPLACE FUNCTION ledger_same_entries(p_transfer uuid, p_entries jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (SELECT array_agg((a.role, a.owner, a.currency::text, e.side, e.amount)::text ORDER BY a.role, a.owner, a.currency, e.side, e.amount)
            FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE e.transfer_id = p_transfer)
      IS NOT DISTINCT FROM
         (SELECT array_agg((e.role, e.owner, e.currency, e.side, e.amount)::text ORDER BY e.role, e.owner, e.currency, e.side, e.amount)
            FROM jsonb_to_recordset(p_entries) AS e(role text, owner text, currency text, side text, amount bigint))
$$;

-- What lines add to the sums of each account.
CREATE OR REPLACE FUNCTION ledger_sums(p_lines ledger_line[]) RETURNS TABLE (
  account_id uuid, debits_posted bigint, credits_posted bigint, debits_pending bigint, credits_pending bigint, debits_ended bigint, credits_ended bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT l.account_id,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.what = 'posted'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.what = 'posted'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.what = 'pending'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.what = 'pending'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit' AND l.what = 'ended'), 0)::bigint,
         coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit' AND l.what = 'ended'), 0)::bigint
    FROM unnest(p_lines) l GROUP BY l.account_id
$$;

-- Writes transfers: the only way that money moves. A step posts or reserves entries, or settles or voids (`of`) what was reserved before this call.
-- Outcomes, a row for each step: `done`; `before`: the same was written before, and nothing is now; `differs`: the same kind of the same subject was
-- written with other entries; `settled`, `voided`: that has become of it before, and it cannot be the other.
-- An account that may not be overdrawn undoes the transaction by its CHECK.
-- Locks: transfers by their unique indexes, then accounts by id. Hot accounts are not locked, but by what makes one less that may not be overdrawn;
-- that adds up first what is not rolled up yet.
CREATE OR REPLACE FUNCTION ledger_write(p_steps jsonb) RETURNS TABLE (n int, id uuid, outcome text)
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  v_new uuid[];
  v_lines ledger_line[];
  v_locked uuid[];
BEGIN
  -- A role that there is not has no side to grow on, which the column refuses.
  INSERT INTO ledger_accounts (id, role, owner, currency, grows, may_overdraw, hot)
  SELECT new_id(), k.role, k.owner, k.currency, r.grows, r.may_overdraw, r.hot
    FROM (SELECT DISTINCT e.role, e.owner, e.currency
            FROM jsonb_to_recordset(p_steps) AS s(entries jsonb), jsonb_to_recordset(s.entries) AS e(role text, owner text, currency text)) k
    LEFT JOIN ledger_roles() r ON r.role = k.role
   WHERE NOT EXISTS (SELECT FROM ledger_accounts a WHERE a.role = k.role AND a.owner = k.owner AND a.currency = k.currency)
   ORDER BY k.role, k.owner, k.currency
  ON CONFLICT DO NOTHING;

  WITH made AS (
    INSERT INTO ledger_transfers (id, phase, kind, subject_kind, subject_id, pending_id)
    SELECT s.id, CASE s.does WHEN 'post' THEN 'posted' WHEN 'reserve' THEN 'pending' WHEN 'settle' THEN 'settled' WHEN 'void' THEN 'voided' END,
           coalesce(p.kind, s.kind), coalesce(p.subject_kind, s.subject_kind), coalesce(p.subject_id, s.subject_id), s."of"
      FROM jsonb_to_recordset(p_steps) AS s(n int, id uuid, does text, kind text, subject_kind text, subject_id text, "of" uuid)
      LEFT JOIN ledger_transfers p ON p.id = s."of" AND p.phase = 'pending'
     ORDER BY s.n
    ON CONFLICT DO NOTHING RETURNING id)
  SELECT coalesce(array_agg(m.id), '{}') INTO v_new FROM made m;

  SELECT array_agg((l.transfer_id, l.account_id, l.currency, l.side, l.amount, l.what)::ledger_line ORDER BY l.n, l.at) INTO v_lines FROM (
    SELECT s.n, e.at, s.id AS transfer_id, a.id AS account_id, a.currency::text, e.side, e.amount,
           CASE s.does WHEN 'post' THEN 'posted' ELSE 'pending' END AS what
      FROM jsonb_to_recordset(p_steps) AS s(n int, id uuid, does text, entries jsonb)
     CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(s.entries) AS (role text, owner text, currency text, side text, amount bigint))
           WITH ORDINALITY AS e(role, owner, currency, side, amount, at)
      JOIN ledger_accounts a ON a.role = e.role AND a.owner = e.owner AND a.currency = e.currency
     WHERE s.id = ANY (v_new) AND s.does IN ('post', 'reserve')
    UNION ALL
    SELECT s.n, p.id, s.id, p.account_id, p.currency::text, p.side, p.amount, w.what
      FROM jsonb_to_recordset(p_steps) AS s(n int, id uuid, does text, "of" uuid)
      JOIN ledger_entries p ON p.transfer_id = s."of"
     CROSS JOIN LATERAL unnest(CASE s.does WHEN 'settle' THEN '{ended,posted}'::text[] ELSE '{ended}' END) AS w(what)
     WHERE s.id = ANY (v_new) AND s.does IN ('settle', 'void')) l;

  IF v_lines IS NOT NULL THEN
    SELECT coalesce(array_agg(q.id), '{}') INTO v_locked FROM (
      SELECT a.id FROM ledger_accounts a
       WHERE a.id = ANY (ARRAY(SELECT l.account_id FROM unnest(v_lines) l))
         AND (NOT a.hot OR (NOT a.may_overdraw AND EXISTS (SELECT FROM unnest(v_lines) l WHERE l.account_id = a.id AND l.side <> a.grows)))
       ORDER BY a.id FOR NO KEY UPDATE) q;

    WITH rolled AS (DELETE FROM ledger_unrolled u WHERE u.account_id = ANY (v_locked) RETURNING u.*)
    UPDATE ledger_accounts a
       SET debits_posted = a.debits_posted + d.debits_posted, credits_posted = a.credits_posted + d.credits_posted,
           debits_pending = a.debits_pending + d.debits_pending, credits_pending = a.credits_pending + d.credits_pending,
           debits_ended = a.debits_ended + d.debits_ended, credits_ended = a.credits_ended + d.credits_ended
      FROM (SELECT x.account_id, sum(x.debits_posted)::bigint AS debits_posted, sum(x.credits_posted)::bigint AS credits_posted,
                   sum(x.debits_pending)::bigint AS debits_pending, sum(x.credits_pending)::bigint AS credits_pending,
                   sum(x.debits_ended)::bigint AS debits_ended, sum(x.credits_ended)::bigint AS credits_ended
              FROM (SELECT s.* FROM ledger_sums(v_lines) s WHERE s.account_id = ANY (v_locked)
                    UNION ALL
                    SELECT r.account_id, r.debits_posted, r.credits_posted, r.debits_pending, r.credits_pending, r.debits_ended, r.credits_ended FROM rolled r) x
             GROUP BY x.account_id) d
     WHERE a.id = d.account_id;

    INSERT INTO ledger_unrolled (account_id, debits_posted, credits_posted, debits_pending, credits_pending, debits_ended, credits_ended)
    SELECT s.account_id, s.debits_posted, s.credits_posted, s.debits_pending, s.credits_pending, s.debits_ended, s.credits_ended
      FROM ledger_sums(v_lines) s WHERE s.account_id <> ALL (v_locked);

    -- After the locks, so that the order of ids is the order of balances.
    INSERT INTO ledger_entries (transfer_id, account_id, currency, side, amount, pending)
    SELECT l.transfer_id, l.account_id, l.currency, l.side, l.amount, l.what = 'pending'
      FROM unnest(v_lines) WITH ORDINALITY AS l(transfer_id, account_id, currency, side, amount, what, at) WHERE l.what <> 'ended' ORDER BY l.at;
  END IF;

  RETURN QUERY
  SELECT s.n, s.id, 'done' FROM jsonb_to_recordset(p_steps) AS s(n int, id uuid) WHERE s.id = ANY (v_new) ORDER BY s.n;
  IF cardinality(v_new) = jsonb_array_length(p_steps) THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT s.n, t.id, CASE
           WHEN s."of" IS NOT NULL THEN CASE WHEN t.phase = CASE s.does WHEN 'settle' THEN 'settled' ELSE 'voided' END THEN 'before' ELSE t.phase END
           WHEN t.phase = CASE s.does WHEN 'post' THEN 'posted' ELSE 'pending' END AND ledger_same_entries(t.id, s.entries) THEN 'before'
           ELSE 'differs' END
    FROM jsonb_to_recordset(p_steps) AS s(n int, id uuid, does text, kind text, subject_kind text, subject_id text, "of" uuid, entries jsonb)
   CROSS JOIN LATERAL (
         SELECT e.id, e.phase FROM ledger_transfers e WHERE s."of" IS NOT NULL AND e.pending_id = s."of"
         UNION ALL
         SELECT e.id, e.phase FROM ledger_transfers e
          WHERE s."of" IS NULL AND e.pending_id IS NULL AND e.subject_kind = s.subject_kind AND e.subject_id = s.subject_id AND e.kind = s.kind) t
   WHERE s.id <> ALL (v_new) ORDER BY s.n;
END $$;

-- Sums of an account only grow.
CREATE OR REPLACE TRIGGER ledger_accounts_grow BEFORE UPDATE ON ledger_accounts
FOR EACH ROW EXECUTE FUNCTION ledger_require_growth();

-- An account stays.
CREATE OR REPLACE TRIGGER ledger_accounts_stay BEFORE DELETE OR TRUNCATE ON ledger_accounts
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Debits are credits.
CREATE OR REPLACE TRIGGER ledger_entries_balanced AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_balance();

-- What was entered stays.
CREATE OR REPLACE TRIGGER ledger_entries_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- What was transferred stays.
CREATE OR REPLACE TRIGGER ledger_transfers_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfers
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
