-- Somebody starts to wait. outcome: joined | already (keeps the entry as it is) | available (nobody has to wait)
CREATE OR REPLACE FUNCTION join_waiting_list(p_id uuid, p_show uuid, p_user uuid, p_quantity int, p_zone text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(waiting_list_lock(p_show));
  IF EXISTS (SELECT FROM waiting_list w WHERE w.show_id = p_show AND w.user_id = p_user AND w.status IN ('WAITING', 'OFFERED')) THEN
    RETURN 'already';
  END IF;
  IF NOT EXISTS (SELECT FROM waiting_list w WHERE w.show_id = p_show AND w.status = 'WAITING')
     AND choose_seats(p_show, offerable_seats(p_show, 100000), p_quantity, p_zone) IS NOT NULL THEN
    RETURN 'available';
  END IF;
  INSERT INTO waiting_list (id, show_id, user_id, quantity, zone, seats, labels, created_at, updated_at)
  VALUES (p_id, p_show, p_user, p_quantity, p_zone, '{}', '{}', clock_timestamp(), clock_timestamp());
  RETURN 'joined';
END $$;
