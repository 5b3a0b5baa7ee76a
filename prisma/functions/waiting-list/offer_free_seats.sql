-- Offers what is free of a show to those who wait, in order, and ends offers that nobody accepted in time. Whoever cannot be served by what there
-- is (too few seats, none of the zone) keeps the place; the next one whom it serves is asked. What serves nobody is on sale again.
-- An offer's hold outlasts its deadline by p_grace seconds, so that it is ended here, for the next, and not taken over by a walk-in.
-- Returns the entries that it has changed, those whose offer is over first, and the seats that were given back or offered.
CREATE OR REPLACE FUNCTION offer_free_seats(p_show uuid, p_seconds float8, p_grace float8) RETURNS TABLE (changed uuid[], touched int[])
LANGUAGE plpgsql AS $$
DECLARE
  v_entries waiting_list[] := '{}';
  v_over waiting_list[];
  v_ids uuid[];
  v_holds uuid[];
  v_free int[];
  v_touched int[];
  v_seats int[];
  v_changed uuid[];
  v_seconds float8;
  v_limit int;
  v_hold hold_result;
  w waiting_list;
BEGIN
  -- One at a time per show: of two workers the second finds what the first has left.
  PERFORM pg_advisory_xact_lock(waiting_list_lock(p_show));
  SELECT least(p_seconds, extract(epoch FROM s.starts_at - clock_timestamp())), s.seats_per_user INTO v_seconds, v_limit
    FROM shows s WHERE s.id = p_show AND s.status = 'ON_SALE';

  v_ids := ARRAY(
    SELECT k.id FROM waiting_list k WHERE k.show_id = p_show AND k.status = 'OFFERED'
       AND (k.deadline <= clock_timestamp() OR NOT EXISTS (SELECT FROM holds h WHERE h.id = k.hold_id AND h.status = 'ACTIVE')));
  IF v_seconds > 0 THEN
    v_ids := v_ids || ARRAY(SELECT k.id FROM waiting_list k WHERE k.show_id = p_show AND k.status = 'WAITING' ORDER BY k.seq LIMIT 200);
  END IF;
  PERFORM FROM waiting_list k WHERE k.id = ANY (v_ids) ORDER BY k.id FOR UPDATE;
  v_over := ARRAY(SELECT k FROM waiting_list k WHERE k.id = ANY (v_ids) AND k.status = 'OFFERED');
  v_entries := ARRAY(SELECT k FROM waiting_list k WHERE k.id = ANY (v_ids) AND k.status = 'WAITING' ORDER BY k.seq);
  PERFORM pg_advisory_xact_lock(k.key)
     FROM (SELECT DISTINCT hashtextextended(p_show::text || e.user_id::text, 7402) AS key FROM unnest(v_entries) e ORDER BY 1) k;
  v_holds := ARRAY(
    SELECT h.id FROM holds h WHERE h.status = 'ACTIVE' AND ((h.pool_id = p_show AND h.subject = 'waitinglist') OR h.id IN (SELECT o.hold_id FROM unnest(v_over) o))
     ORDER BY h.id FOR UPDATE);
  IF cardinality(v_entries) + cardinality(v_holds) > 0 THEN
    v_touched := ARRAY(SELECT DISTINCT u.seat FROM holds h, unnest(h.units) AS u(seat) WHERE h.id = ANY (v_holds));
    v_free := ARRAY(SELECT f FROM (SELECT f FROM unnest(v_touched) f UNION SELECT f FROM unnest(offerable_seats(p_show, 1000)) f) x ORDER BY f);
    INSERT INTO pool_seats (pool_id, seat) SELECT p_show, f FROM unnest(v_free) f ORDER BY f ON CONFLICT DO NOTHING;
    PERFORM FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (v_free) ORDER BY s.seat FOR UPDATE;
    PERFORM FROM reservation_end(ARRAY(SELECT o.hold_id FROM unnest(v_over) o), 'RELEASED');
    PERFORM FROM reservation_end(ARRAY(SELECT h.id FROM holds h WHERE h.pool_id = p_show AND h.subject = 'waitinglist' AND h.status = 'ACTIVE'), 'RELEASED');
    v_free := ARRAY(SELECT s.seat FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (v_free)
                       AND (s.state = 'FREE' OR (s.state = 'HELD' AND s.held_until <= clock_timestamp())) ORDER BY s.seat);
  END IF;
  UPDATE waiting_list k SET status = 'EXPIRED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id IN (SELECT o.id FROM unnest(v_over) o);
  v_changed := ARRAY(SELECT o.id FROM unnest(v_over) o);

  FOREACH w IN ARRAY v_entries LOOP
    EXIT WHEN cardinality(v_free) = 0;
    v_seats := choose_seats(p_show, v_free, w.quantity, w.zone, w.accessible);
    CONTINUE WHEN v_seats IS NULL;
    SELECT h.* INTO v_hold FROM reservation_hold(ARRAY[(
      new_id(), p_show, w.user_id, v_seats, 1, v_limit, v_seconds + p_grace, 'offer', w.id)::hold_request]) h;
    IF v_hold.outcome = 'held' THEN
      UPDATE waiting_list k SET status = 'OFFERED', revision = k.revision + 1, hold_id = v_hold.hold_id, seats = v_seats,
             deadline = v_hold.expires_at - make_interval(secs => p_grace), updated_at = clock_timestamp(),
             labels = ARRAY(SELECT l.label FROM shows s CROSS JOIN unnest(v_seats) AS n(seat) JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = n.seat
                             WHERE s.id = p_show ORDER BY l.seat)
       WHERE k.id = w.id;
      v_free := ARRAY(SELECT f FROM unnest(v_free) f WHERE f <> ALL (v_seats) ORDER BY f);
      v_touched := v_touched || v_seats;
      v_changed := v_changed || w.id;
    ELSIF v_hold.outcome = 'limit_reached' THEN
      UPDATE waiting_list k SET status = 'CLOSED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = w.id;
      v_changed := v_changed || w.id;
    END IF;
  END LOOP;
  RETURN QUERY SELECT v_changed, coalesce(v_touched, '{}');
END $$;
