-- keep until 0.3.0: the worker of version 0.1
-- Refuses what is still QUEUED of these bookings, with other seats as JSON. The three lists are side by side. Returns the events.
CREATE OR REPLACE FUNCTION refuse_bookings(p_ids uuid[], p_reasons text[], p_alternatives text[]) RETURNS SETOF outbox_event
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_ids uuid[] := ARRAY(SELECT b.id FROM bookings b WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED' ORDER BY b.id FOR UPDATE);
BEGIN
  UPDATE bookings u
     SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), reason = r.reason, alternatives = r.alternatives::jsonb
    FROM unnest(p_ids, p_reasons, p_alternatives) AS r(id, reason, alternatives) WHERE u.id = r.id AND u.id = ANY (v_ids);
  RETURN QUERY SELECT * FROM announce_bookings(v_ids);
END $$;
