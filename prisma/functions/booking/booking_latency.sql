-- How long bookings took lately from their commit to the commit that decided them, of all shows and workers: the 95th percentile in ms of the
-- last 500 at most, of the last p_seconds; one that is still undecided counts with its age. Null when there was none.
CREATE OR REPLACE FUNCTION booking_latency(p_seconds float8) RETURNS float8
LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
  SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY k.ms) FROM (
    SELECT 1000 * extract(epoch FROM CASE WHEN b.status = 'QUEUED' THEN clock_timestamp() ELSE b.updated_at END - b.created_at)::float8 AS ms
      FROM bookings b
     WHERE b.revision <= 1 AND b.status IN ('QUEUED', 'HELD', 'REFUSED')
       -- Ids are UUIDv7: the first 48 bits are the time.
       AND b.id > (lpad(to_hex(floor(1000 * (extract(epoch FROM clock_timestamp()) - p_seconds))::bigint), 12, '0') || repeat('0', 20))::uuid
     ORDER BY b.id DESC LIMIT 500) k
$$;
