-- Waiting lists pass the gates of the sale, and know wheelchair spaces: what is free for an ordinary request is the same everywhere.
-- Functions with a new last parameter have a default for it: servers of before call them without.
-- AlterTable
ALTER TABLE "waiting_list" ADD COLUMN     "accessible" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "admitted" BOOLEAN NOT NULL DEFAULT false;

DROP FUNCTION has_free_seats(p_pool uuid, p_seats integer);
DROP FUNCTION choose_seats(p_show uuid, p_free integer[], p_quantity integer, p_zone text);
DROP FUNCTION join_waiting_list(p_id uuid, p_show uuid, p_user uuid, p_quantity integer, p_zone text);
DROP FUNCTION offerable_seats(p_show uuid, p_limit integer);

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- Are there so many free seats at all, wherever they are? Of ordinary ones, or with p_accessible of all kinds.
CREATE OR REPLACE FUNCTION has_free_seats(p_pool uuid, p_seats int, p_accessible boolean DEFAULT true) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p.capacity - (SELECT count(*) FROM pool_seats s WHERE s.pool_id = p.id AND (s.state = 'SOLD' OR s.held_until > clock_timestamp()))
         - CASE WHEN p_accessible THEN 0 ELSE (
             SELECT count(*) FROM shows h JOIN hall_seats k ON k.hall_id = h.hall_id AND k.kind IN ('wheelchair', 'companion') WHERE h.id = p.id
                AND NOT EXISTS (SELECT FROM pool_seats s WHERE s.pool_id = p.id AND s.seat = k.seat AND (s.state = 'SOLD' OR s.held_until > clock_timestamp()))) END
         >= p_seats
    FROM reservation_pools p WHERE p.id = p_pool
$$;

-- The advisory lock of a show: shared by whoever takes seats of it or queues for them, alone for whoever changes it. It comes before all others.
CREATE OR REPLACE FUNCTION show_lock(p_show uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(p_show::text, 7406) $$;

-- A show as it is now, which it stays until the transaction ends. The lock comes first and by itself: what is read after it has seen every change.
CREATE OR REPLACE FUNCTION show_now(p_show uuid) RETURNS SETOF shows
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(show_lock(p_show));
  RETURN QUERY SELECT * FROM shows s WHERE s.id = p_show;
END $$;

-- Of these seats of a show as many as are wanted, of a zone or of any: side by side in one row if that is possible, the first ones otherwise.
-- Null when there are not so many. An ordinary request is given ordinary seats. An accessible one is given one wheelchair space and, for those who
-- come along, companion seats of the same stretch of the row and ordinary seats. `bestSeats` has the same rule in TypeScript, and a test holds
-- the two against each other.
CREATE OR REPLACE FUNCTION choose_seats(p_show uuid, p_free int[], p_quantity int, p_zone text, p_accessible boolean DEFAULT false) RETURNS int[]
LANGUAGE sql STABLE AS $$
  WITH fit AS (
    -- `stretch`: neighbours without a gap. `spaces`: wheelchair spaces of it so far, so that those beside one are told from those beside the next.
    SELECT k.*, count(*) FILTER (WHERE k.kind = 'wheelchair') OVER (PARTITION BY k.section, k."row", k.stretch ORDER BY k."column") AS spaces
      FROM (SELECT l.seat, l.section, l."row", l."column", l.kind,
                   l."column" - row_number() OVER (PARTITION BY l.section, l."row" ORDER BY l."column") AS stretch
              FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = ANY (p_free)
             WHERE s.id = p_show AND (p_zone IS NULL OR l.zone = p_zone) AND (p_accessible OR l.kind = 'seat')) k),
  runs AS (
    SELECT array_agg(f.seat) OVER w AS seats, max(f."column") OVER w - f."column" + 1 = p_quantity AND count(*) OVER w = p_quantity
             AND (NOT p_accessible OR count(*) FILTER (WHERE f.kind = 'wheelchair') OVER w = 1) AS whole
      FROM fit f WINDOW w AS (PARTITION BY f.section, f."row" ORDER BY f."column" ROWS BETWEEN CURRENT ROW AND p_quantity - 1 FOLLOWING)),
  space AS (
    SELECT w.*, ARRAY(SELECT o.seat FROM fit o WHERE o.kind = 'companion' AND (o.section, o."row", o.stretch) = (w.section, w."row", w.stretch)
                         AND o.spaces IN (w.spaces - 1, w.spaces)) AS company
      FROM fit w WHERE w.kind = 'wheelchair'),
  chosen AS (
    (SELECT 1 AS rank, r.seats FROM runs r WHERE r.whole ORDER BY r.seats[1] LIMIT 1)
    UNION ALL
    (SELECT 2, array_agg(f.seat) FROM (SELECT f.seat FROM fit f WHERE NOT p_accessible ORDER BY f.seat LIMIT p_quantity) f HAVING count(*) = p_quantity)
    UNION ALL
    (SELECT 2, w.seat || ARRAY(
              SELECT o.seat FROM fit o WHERE o.kind = 'seat' OR o.seat = ANY (w.company)
               ORDER BY (o.section, o."row") = (w.section, w."row") DESC, abs(o."column" - w."column"), o.seat LIMIT p_quantity - 1)
       FROM space w WHERE cardinality(w.company) + (SELECT count(*) FROM fit o WHERE o.kind = 'seat') >= p_quantity - 1
      ORDER BY w.seat LIMIT 1))
  SELECT ARRAY(SELECT u FROM unnest(c.seats) u ORDER BY u) FROM chosen c ORDER BY c.rank LIMIT 1
$$;

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
  RETURN QUERY SELECT v_changed, coalesce(v_touched, '{}');
END $$;

-- keep until 0.3.0: the worker of version 0.1
-- Offers what is free of a show to those who wait, in order, and ends offers that nobody accepted in time. Whoever cannot be served by what there
-- is (too few seats, none of the zone) keeps the place; the next one whom it serves is asked. What serves nobody is on sale again.
-- An offer's hold outlasts its deadline by p_grace seconds, so that it is ended here, for the next, and not taken over by a walk-in.
-- Returns the events. Locks: see waiting_list_lock.
CREATE OR REPLACE FUNCTION offer_seats_of(p_show uuid, p_seconds float8, p_grace float8) RETURNS SETOF outbox_event
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

-- Seats of a show that could be offered, up to so many: those kept for the list first. Without p_kept only those that anybody could book.
CREATE OR REPLACE FUNCTION offerable_seats(p_show uuid, p_limit int, p_kept boolean DEFAULT true) RETURNS int[]
LANGUAGE sql STABLE AS $$
  SELECT ARRAY(
    SELECT l.seat FROM shows s JOIN hall_seats l ON l.hall_id = s.hall_id
      LEFT JOIN pool_seats p ON p.pool_id = s.id AND p.seat = l.seat LEFT JOIN holds h ON h.id = p.hold_id
     WHERE s.id = p_show
       AND (p.seat IS NULL OR p.state = 'FREE'
            OR (p.state = 'HELD' AND (p.held_until <= clock_timestamp() OR (p_kept AND h.status = 'ACTIVE' AND h.subject = 'waitinglist'))))
     ORDER BY (h.subject = 'waitinglist') IS NOT TRUE, l.seat LIMIT p_limit)
$$;

-- Shows whose list has something to be done that no job may have come for: kept seats, free ones that somebody waits for, offers that are over.
CREATE OR REPLACE FUNCTION waiting_lists_due(p_limit int) RETURNS SETOF uuid
LANGUAGE sql STABLE AS $$
  SELECT d.id FROM (
    SELECT w.show_id AS id FROM (SELECT k.show_id, bool_or(k.accessible) AS accessible FROM waiting_list k WHERE k.status = 'WAITING' GROUP BY 1) w
      JOIN shows s ON s.id = w.show_id
     WHERE s.status = 'ON_SALE' AND s.starts_at > clock_timestamp() AND has_free_seats(w.show_id, 1, w.accessible)
    UNION SELECT h.pool_id FROM holds h WHERE h.status = 'ACTIVE' AND h.subject = 'waitinglist'
    UNION SELECT k.show_id FROM waiting_list k WHERE k.status = 'OFFERED' AND k.deadline <= clock_timestamp()) d
   -- Some may have nothing that fits anybody, again and again: chance lets all have their turn.
   ORDER BY random()
   LIMIT p_limit
$$;
