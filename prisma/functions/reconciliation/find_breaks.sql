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
