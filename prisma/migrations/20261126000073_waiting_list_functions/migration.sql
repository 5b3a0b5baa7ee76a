-- The waiting list: seats that become free while somebody waits are kept for the list in the very transaction that frees them, then offered
-- in order, each offer a hold of the kernel (subject `offer`), so that no walk-in gets between.
--
-- Locks, as in the kernel: the show's list (advisory) -> entries by id -> buyer and pool (advisory) -> holds by id -> seats by (pool, seat).

CREATE FUNCTION waiting_list_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7404) $$;

CREATE FUNCTION waiting_entry_json(w waiting_list) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('entryId', w.id, 'userId', w.user_id, 'showId', w.show_id, 'quantity', w.quantity, 'zone', w.zone, 'status', w.status,
    'revision', w.revision, 'seats', coalesce(to_jsonb(w.labels), '[]'), 'priceMinor', p.total, 'currency', p.currency,
    'deadline', CASE WHEN w.status = 'OFFERED' THEN iso(w.deadline) END, 'bookingId', w.booking_id,
    'createdAt', iso(w.created_at), 'updatedAt', iso(w.updated_at))
    FROM (SELECT sum(z.price_minor) AS total, max(s.currency) AS currency
            FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (w.seats) JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone
           WHERE s.id = w.show_id) p
$$;

-- Writes an event about each of the entries to its user's channel.
CREATE FUNCTION announce_waiting_entries(p_ids uuid[]) RETURNS SETOF outbox_event
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT e.id, 'event', 'offer.updated', 'user:' || w.user_id,
         jsonb_build_object('v', 1, 'id', e.id, 'type', 'offer.updated', 'at', iso(w.updated_at), 'data', waiting_entry_json(w))
    FROM waiting_list w, LATERAL (SELECT new_id() AS id WHERE w.id IS NOT NULL) e
   WHERE w.id = ANY (p_ids) ORDER BY w.seq
  RETURNING id, channel, payload
$$;

-- Owes the queue a job that offers what is free of a show. One that has not been sent yet does for all that commits before it is; if it is being
-- sent right now, the sweeper finds what it overlooks.
CREATE FUNCTION wake_waiting_list(p_show uuid) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (id, topic, name, payload)
  SELECT new_id(), 'job', 'waitinglist.offer', jsonb_build_object('showId', p_show)
   WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'job' AND o.name = 'waitinglist.offer' AND o.sent_at IS NULL AND o.payload ->> 'showId' = p_show::text)
$$;

-- Whatever ends a hold (cancel, release, expiry, a declined offer) comes by here. The seats it gave back are locked by this transaction already,
-- so keeping them for the list waits for nobody. The list's own holds are ended only to be offered.
CREATE FUNCTION keep_for_waiting_list() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  v_seats int[];
BEGIN
  IF EXISTS (SELECT FROM waiting_list w WHERE w.show_id = NEW.pool_id AND w.status = 'WAITING') THEN
    v_seats := ARRAY(SELECT s.seat FROM pool_seats s WHERE s.pool_id = NEW.pool_id AND s.seat = ANY (NEW.units) AND s.state = 'FREE' ORDER BY s.seat);
    IF cardinality(v_seats) > 0 THEN
      -- For as long as a worker that died may take to be replaced; then they are anybody's.
      PERFORM hold_seats(ARRAY[(new_id(), NEW.pool_id, NEW.pool_id, v_seats, 1, NULL, 60, 'waitinglist', NEW.pool_id)::hold_request]);
    END IF;
    PERFORM wake_waiting_list(NEW.pool_id);
  ELSIF NEW.subject = 'offer' THEN
    PERFORM wake_waiting_list(NEW.pool_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER holds_keep_for_waiting_list AFTER UPDATE OF status ON holds
  FOR EACH ROW WHEN (OLD.status = 'ACTIVE' AND NEW.status IN ('RELEASED', 'EXPIRED') AND NEW.subject <> 'waitinglist')
  EXECUTE FUNCTION keep_for_waiting_list();

-- Of these seats of a show as many as are wanted, of a zone or of any: side by side in one row if that is possible, the first ones otherwise.
-- Null when there are not so many.
CREATE FUNCTION choose_seats(p_show uuid, p_free int[], p_quantity int, p_zone text) RETURNS int[]
LANGUAGE sql STABLE AS $$
  WITH fit AS (
    SELECT l.seat, l."row", l."column" FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (p_free)
     WHERE s.id = p_show AND (p_zone IS NULL OR l.zone = p_zone)),
  runs AS (
    SELECT array_agg(f.seat) OVER w AS seats, max(f."column") OVER w - f."column" + 1 = p_quantity AND count(*) OVER w = p_quantity AS whole
      FROM fit f WINDOW w AS (PARTITION BY f."row" ORDER BY f."column" ROWS BETWEEN CURRENT ROW AND p_quantity - 1 FOLLOWING)),
  chosen AS (
    (SELECT 1 AS rank, r.seats FROM runs r WHERE r.whole ORDER BY r.seats[1] LIMIT 1)
    UNION ALL
    (SELECT 2, array_agg(f.seat) FROM (SELECT f.seat FROM fit f ORDER BY f.seat LIMIT p_quantity) f HAVING count(*) = p_quantity))
  SELECT ARRAY(SELECT u FROM unnest(c.seats) u ORDER BY u) FROM chosen c ORDER BY c.rank LIMIT 1
$$;

-- Seats of a show that could be offered, up to so many: those kept for the list first.
CREATE FUNCTION offerable_seats(p_show uuid, p_limit int) RETURNS int[]
LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT l.seat FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id
      LEFT JOIN pool_seats p ON p.pool_id = s.id AND p.seat = l.seat LEFT JOIN holds h ON h.id = p.hold_id
     WHERE s.id = p_show
       AND (p.seat IS NULL OR p.state = 'FREE' OR (p.state = 'HELD' AND (p.held_until <= clock_timestamp() OR (h.status = 'ACTIVE' AND h.subject = 'waitinglist'))))
     ORDER BY (h.subject = 'waitinglist') IS NOT TRUE, l.seat LIMIT p_limit)
$$;

-- Offers what is free of a show to those who wait, in order, and ends offers that nobody accepted in time. Whoever cannot be served by what there
-- is (too few seats, none of the zone) keeps the place; the next one whom it serves is asked. What serves nobody is on sale again.
-- An offer's hold outlasts its deadline by p_grace seconds, so that it is ended here, for the next, and not taken over by a walk-in.
-- Returns the events.
CREATE FUNCTION offer_seats_of(p_show uuid, p_seconds float8, p_grace float8) RETURNS SETOF outbox_event
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
    -- Offers that are over first: the trigger keeps their seats, which are then given back with the others that are kept.
    PERFORM FROM reservation_end(ARRAY(SELECT o.hold_id FROM unnest(v_over) o), 'RELEASED');
    PERFORM FROM reservation_end(ARRAY(SELECT h.id FROM holds h WHERE h.pool_id = p_show AND h.subject = 'waitinglist' AND h.status = 'ACTIVE'), 'RELEASED');
    v_free := ARRAY(SELECT s.seat FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (v_free)
                       AND (s.state = 'FREE' OR (s.state = 'HELD' AND s.held_until <= clock_timestamp())) ORDER BY s.seat);
  END IF;
  UPDATE waiting_list k SET status = 'EXPIRED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id IN (SELECT o.id FROM unnest(v_over) o);
  v_changed := ARRAY(SELECT o.id FROM unnest(v_over) o);

  FOREACH w IN ARRAY v_entries LOOP
    EXIT WHEN cardinality(v_free) = 0;
    v_seats := choose_seats(p_show, v_free, w.quantity, w.zone);
    CONTINUE WHEN v_seats IS NULL;
    SELECT h.* INTO v_hold FROM reservation_hold(ARRAY[(
      new_id(), p_show, w.user_id, v_seats, 1, v_limit, v_seconds + p_grace, 'offer', w.id)::hold_request]) h;
    IF v_hold.outcome = 'held' THEN
      UPDATE waiting_list k SET status = 'OFFERED', revision = k.revision + 1, hold_id = v_hold.hold_id, seats = v_seats,
             deadline = v_hold.expires_at - make_interval(secs => p_grace), updated_at = clock_timestamp(),
             labels = ARRAY(SELECT l.label FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id WHERE s.id = p_show AND l.seat = ANY (v_seats) ORDER BY l.seat)
       WHERE k.id = w.id;
      v_free := ARRAY(SELECT f FROM unnest(v_free) f WHERE f <> ALL (v_seats) ORDER BY f);
      v_touched := v_touched || v_seats;
      v_changed := v_changed || w.id;
    ELSIF v_hold.outcome = 'limit_reached' THEN
      UPDATE waiting_list k SET status = 'CLOSED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = w.id;
      v_changed := v_changed || w.id;
    END IF;
  END LOOP;
  RETURN QUERY SELECT * FROM announce_seats(p_show, v_touched);
  RETURN QUERY SELECT * FROM announce_waiting_entries(v_changed);
END $$;

-- Shows whose list has something to be done that no job may have come for: kept seats, free ones that somebody waits for, offers that are over.
CREATE FUNCTION waiting_lists_due(p_limit int) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT d.id FROM (
    SELECT w.show_id AS id FROM (SELECT DISTINCT k.show_id FROM waiting_list k WHERE k.status = 'WAITING') w JOIN shows s ON s.id = w.show_id
     WHERE s.status = 'ON_SALE' AND s.starts_at > clock_timestamp() AND has_free_seats(w.show_id, 1)
    UNION SELECT h.pool_id FROM holds h WHERE h.status = 'ACTIVE' AND h.subject = 'waitinglist'
    UNION SELECT k.show_id FROM waiting_list k WHERE k.status = 'OFFERED' AND k.deadline <= clock_timestamp()) d
   -- Some may have nothing that fits anybody, again and again: chance lets all have their turn.
   ORDER BY random()
   LIMIT p_limit
$$;

-- Somebody starts to wait. outcome: joined | already (keeps the entry as it is) | available (nobody has to wait)
CREATE FUNCTION join_waiting_list(p_id uuid, p_show uuid, p_user uuid, p_quantity int, p_zone text) RETURNS text
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

-- Stops waiting, or declines the offer: its seats are kept for the next by the trigger. Returns the events.
CREATE FUNCTION leave_waiting_list(p_show uuid, p_user uuid) RETURNS SETOF outbox_event
LANGUAGE plpgsql AS $$
DECLARE
  w waiting_list%ROWTYPE;
BEGIN
  SELECT * INTO w FROM waiting_list k WHERE k.show_id = p_show AND k.user_id = p_user AND k.status IN ('WAITING', 'OFFERED') FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE waiting_list k SET status = 'LEFT', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = w.id;
  RETURN QUERY SELECT * FROM announce_waiting_entries(ARRAY[w.id]);
  IF w.status = 'OFFERED' THEN
    PERFORM FROM reservation_end(ARRAY[w.hold_id], 'RELEASED');
    RETURN QUERY SELECT * FROM announce_seats(p_show, w.seats);
  END IF;
END $$;

-- The offer becomes a HELD booking with the time every booking has; the hold passes over to it, so nobody can come between.
-- outcome: accepted | already | missing | none (nothing is offered) | expired; first row, without an event
CREATE FUNCTION accept_offer(p_show uuid, p_user uuid, p_booking uuid, p_seconds float8) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  w waiting_list%ROWTYPE;
  h holds%ROWTYPE;
  v_own int;
  v_until timestamptz;
  v_outcome text := 'accepted';
BEGIN
  SELECT * INTO w FROM waiting_list k WHERE k.show_id = p_show AND k.user_id = p_user ORDER BY k.seq DESC LIMIT 1 FOR UPDATE;
  IF NOT FOUND THEN
    v_outcome := 'missing';
  ELSIF w.status = 'ACCEPTED' THEN
    v_outcome := 'already';
  ELSIF w.status = 'EXPIRED' THEN
    v_outcome := 'expired';
  ELSIF w.status <> 'OFFERED' THEN
    v_outcome := 'none';
  ELSE
    SELECT * INTO h FROM holds k WHERE k.id = w.hold_id FOR UPDATE;
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = p_show AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
    IF h.status <> 'ACTIVE' OR w.deadline <= clock_timestamp() OR v_own < cardinality(h.units)
       OR NOT EXISTS (SELECT FROM shows s WHERE s.id = p_show AND s.status = 'ON_SALE' AND s.starts_at > clock_timestamp()) THEN
      v_outcome := 'expired';
    END IF;
  END IF;
  RETURN QUERY SELECT v_outcome, NULL::uuid, NULL::text, NULL::jsonb;
  IF v_outcome = 'accepted' THEN
    v_until := clock_timestamp() + make_interval(secs => p_seconds);
    UPDATE holds k SET subject = 'booking', subject_id = p_booking, expires_at = v_until WHERE k.id = h.id;
    UPDATE pool_seats s SET held_until = v_until WHERE s.pool_id = p_show AND s.seat = ANY (h.units);
    INSERT INTO bookings (id, user_id, show_id, seats, labels, status, revision, hold_id, deadline, price_minor, currency, lines)
    SELECT p_booking, p_user, p_show, w.seats, w.labels, 'HELD', 1, h.id, v_until, sum(z.price_minor), s.currency,
           jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat)
      FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (w.seats) JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone
     WHERE s.id = p_show GROUP BY s.currency;
    UPDATE waiting_list k SET status = 'ACCEPTED', revision = k.revision + 1, booking_id = p_booking, updated_at = clock_timestamp() WHERE k.id = w.id;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_booking]) e;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_waiting_entries(ARRAY[w.id]) e;
  END IF;
END $$;
