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
