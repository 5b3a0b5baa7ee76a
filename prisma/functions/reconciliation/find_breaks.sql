-- What is open on one side, or on both with other amounts, as a break: its type, its sides and since when. `p_timing`: seconds for which the other side may be
-- on its way. A movement is not missed before the statements reach as far.
CREATE OR REPLACE FUNCTION find_breaks(p_provider text, p_timing float8, p_rates jsonb)
RETURNS TABLE (currency text, type text, entry_id bigint, movement_id bigint, bank_minor bigint, book_minor bigint, since timestamptz)
LANGUAGE sql STABLE AS $$
  WITH e AS MATERIALIZED (
    SELECT b.*, row_number() OVER (PARTITION BY b.currency, b.kind, b.reference_id ORDER BY b.id) AS n
      FROM bank_entries b WHERE b.provider = p_provider AND b.status = 'OPEN'),
  m AS MATERIALIZED (
    SELECT b.*, row_number() OVER (PARTITION BY b.currency, b.kind, b.reference_id ORDER BY b.id) AS n
      FROM book_movements b JOIN statement_feeds f ON f.provider = b.provider AND f.currency = b.currency
     WHERE b.provider = p_provider AND b.status = 'OPEN' AND b.moved_at <= f.covered_until),
  sides AS MATERIALIZED (
    SELECT e.id, e.currency::text AS currency, e.kind, e.amount_minor, e.booked_at, m.id AS movement_id, m.amount_minor AS book_minor, m.moved_at,
           EXISTS (SELECT FROM bank_entries x WHERE x.provider = e.provider AND x.currency = e.currency AND x.kind = e.kind AND x.reference_id = e.reference_id
                      AND x.id <> e.id AND (x.status IN ('MATCHED', 'FEE', 'WRITTEN_OFF') OR x.id < e.id)) AS again,
           CASE WHEN e.kind = 'fee' THEN (
             SELECT -((b.amount_minor * coalesce((p_rates ->> a.method)::bigint, 0) + 5000) / 10000) FROM book_movements b JOIN payment_attempts a ON a.id = b.reference_id
              WHERE b.provider = e.provider AND b.currency = e.currency AND b.reference_id = e.reference_id AND b.kind = 'payment' LIMIT 1) END AS agreed
      FROM e LEFT JOIN m ON m.currency = e.currency AND m.kind = e.kind AND m.reference_id = e.reference_id AND m.n = e.n)
  SELECT s.currency,
         CASE WHEN s.again THEN 'duplicate'
              WHEN s.agreed IS NOT NULL THEN 'fee'
              WHEN s.movement_id IS NOT NULL THEN 'amount'
              WHEN s.booked_at > clock_timestamp() - make_interval(secs => p_timing) THEN 'timing'
              WHEN s.kind = 'fee' THEN 'fee'
              ELSE 'missing_here' END,
         s.id, CASE WHEN s.again THEN NULL ELSE s.movement_id END, s.amount_minor, CASE WHEN s.again THEN NULL ELSE coalesce(s.book_minor, s.agreed) END,
         least(s.booked_at, CASE WHEN s.again THEN NULL ELSE s.moved_at END)
    FROM sides s
  UNION ALL
  SELECT m.currency::text, CASE WHEN m.moved_at > clock_timestamp() - make_interval(secs => p_timing) THEN 'timing' ELSE 'missing_there' END,
         NULL, m.id, NULL, m.amount_minor, m.moved_at
    FROM m WHERE NOT EXISTS (SELECT FROM sides s WHERE s.movement_id = m.id AND NOT s.again)
$$;
