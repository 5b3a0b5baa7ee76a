-- Somebody starts to wait, who was let in by all gates if p_admitted. outcome: joined | already (keeps the entry as it is)
-- | available (nobody has to wait: so many that anybody could book now)
CREATE OR REPLACE FUNCTION join_waiting_list(
  p_id uuid, p_show uuid, p_user uuid, p_quantity int, p_zone text, p_accessible boolean DEFAULT false, p_admitted boolean DEFAULT false
) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(waiting_list_lock(p_show));
  IF EXISTS (SELECT FROM waiting_list w WHERE w.show_id = p_show AND w.user_id = p_user AND w.status IN ('WAITING', 'OFFERED')) THEN
    RETURN 'already';
  END IF;
  -- Also while others wait: what they wait for they have not found, or it is kept for them.
  IF choose_seats(p_show, offerable_seats(p_show, 100000, false), p_quantity, p_zone, p_accessible) IS NOT NULL THEN
    RETURN 'available';
  END IF;
  INSERT INTO waiting_list (id, show_id, user_id, quantity, zone, accessible, admitted, seats, labels, created_at, updated_at)
  VALUES (p_id, p_show, p_user, p_quantity, p_zone, p_accessible, p_admitted, '{}', '{}', clock_timestamp(), clock_timestamp());
  RETURN 'joined';
END $$;
