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
