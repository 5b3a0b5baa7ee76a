-- Writes transfers: the only way that money moves. A step posts or reserves entries, or settles or voids (`of`) what was reserved before this call.
-- Outcomes, a row for each step: `done`; `before`: the same was written before, and nothing is now; `differs`: the same kind of the same subject was
-- written with other entries; `settled`, `voided`: that has become of it before, and it cannot be the other.
-- An account that may not be overdrawn undoes the transaction by its CHECK.
-- Locks: transfers by their unique indexes, then accounts by id. Hot accounts are not locked, but by what makes one less that may not be overdrawn;
-- that adds up first what is not rolled up yet.
-- Steps are few, which Postgres cannot know of JSON: it would read whole tables to join them, and is kept from it by settings.
CREATE OR REPLACE FUNCTION ledger_write(p_steps jsonb) RETURNS TABLE (n int, id uuid, outcome text)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_material = off
SET plan_cache_mode = force_generic_plan
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
      -- LIMIT, so that it is looked up and not joined.
      LEFT JOIN LATERAL (SELECT * FROM ledger_transfers o WHERE o.id = s."of" AND o.phase = 'pending' LIMIT 1) p ON true
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
