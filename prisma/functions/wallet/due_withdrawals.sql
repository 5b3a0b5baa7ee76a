-- Users whose mailbox somebody should look at: its lowest open withdrawal waits, or it is time to ask of it again.
CREATE OR REPLACE FUNCTION due_withdrawals(p_most int) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT f.user_id FROM (
    SELECT DISTINCT ON (w.user_id) w.user_id, w.lease_until, w.next_look_at, w.updated_at FROM withdrawals w
     WHERE w.status IN ('WAITING', 'SENDING', 'UNKNOWN', 'SENT') ORDER BY w.user_id, w.sequence) f
   WHERE (f.lease_until IS NULL OR f.lease_until <= clock_timestamp()) AND (f.next_look_at IS NULL OR f.next_look_at <= clock_timestamp())
   ORDER BY f.updated_at LIMIT p_most
$$;
