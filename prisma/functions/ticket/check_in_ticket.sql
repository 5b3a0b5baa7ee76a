-- One scan at the door of a show: by ticket id, after the signature was checked, or by number. `p_refused` is what the payload was refused
-- for before any ticket was looked at. A nonce that is known changes nothing: its first answer is given again.
-- Of two gates that scan a ticket at the same time the second waits at ticket_scans_one_entry until the first has committed.
CREATE OR REPLACE FUNCTION check_in_ticket(
  p_show uuid, p_nonce text, p_digest bytea, p_ticket uuid, p_number text, p_refused text, p_gate text, p_scanned_at timestamptz, p_doors float8, p_user uuid
) RETURNS TABLE (outcome text, same boolean, ticket_id uuid, number text, label text, zone text, holder text, entered_at timestamptz, entered_gate text)
LANGUAGE plpgsql AS $$
DECLARE
  t tickets%ROWTYPE;
  h shows%ROWTYPE;
  v_now timestamptz := clock_timestamp();
  -- What is sent later counts from when it was scanned; no scanner is two days without a connection or ahead of the time.
  v_at timestamptz := least(greatest(coalesce(p_scanned_at, v_now), v_now - interval '2 days'), v_now);
  v_outcome text := p_refused;
BEGIN
  SELECT * INTO h FROM shows s WHERE s.id = p_show;
  IF v_outcome IS NULL THEN
    -- Locked, so that it does not become void meanwhile.
    SELECT * INTO t FROM tickets k WHERE k.id = p_ticket OR k.number = p_number FOR SHARE;
    v_outcome := CASE
      WHEN t.id IS NULL THEN 'unknown'
      WHEN t.show_id <> p_show THEN 'other_show'
      WHEN t.voided_at IS NOT NULL OR h.status = 'CANCELLED' THEN 'void'
      WHEN v_at < h.starts_at - make_interval(secs => p_doors) THEN 'not_yet_open'
      WHEN v_at > h.ends_at THEN 'show_over'
      ELSE 'admitted' END;
  END IF;
  INSERT INTO ticket_scans (show_id, nonce, digest, ticket_id, outcome, gate, scanned_at, user_id)
  VALUES (p_show, p_nonce, p_digest, t.id, v_outcome, p_gate, v_at, p_user) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    -- The nonce is known, or the ticket is used. Only for the second is there anything to write.
    INSERT INTO ticket_scans (show_id, nonce, digest, ticket_id, outcome, gate, scanned_at, user_id)
    VALUES (p_show, p_nonce, p_digest, t.id, 'already_used', p_gate, v_at, p_user) ON CONFLICT (show_id, nonce) DO NOTHING;
  END IF;
  RETURN QUERY
  SELECT c.outcome, c.digest = p_digest, k.id, k.number, k.label, k.zone, u.username::text, e.scanned_at, e.gate
    FROM ticket_scans c LEFT JOIN tickets k ON k.id = c.ticket_id AND k.show_id = p_show LEFT JOIN users u ON u.id = k.user_id
    LEFT JOIN ticket_scans e ON e.ticket_id = k.id AND e.outcome = 'admitted'
   WHERE c.show_id = p_show AND c.nonce = p_nonce;
END $$;
