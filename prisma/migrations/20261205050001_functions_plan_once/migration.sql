-- Functions that take longer to plan than to run keep one plan for all calls.
-- They may call each other.
SET LOCAL check_function_bodies = off;

-- Shows as people know them, by their ids. One plan for all calls: making one takes longer than looking a few shows up.
CREATE OR REPLACE FUNCTION show_names(p_shows uuid[]) RETURNS TABLE (id uuid, title text, venue text, starts_at timestamptz, timezone text)
LANGUAGE sql STABLE
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
  SELECT s.id, t.name, v.name, s.starts_at, c.timezone
    FROM shows s JOIN titles t ON t.id = s.title_id JOIN halls h ON h.id = s.hall_id JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = s.city_id
   WHERE s.id = ANY (p_shows)
$$;

-- CONFIRM. Held becomes sold, if the hold is ACTIVE and still has all it was given.
-- outcome: confirmed | already (it was before) | expired | released | returned | missing
-- p_late: also past its time, as long as nobody has taken any of it over (money that was captured too late).
-- Locks: the hold, then its seats or counters in order.
CREATE OR REPLACE FUNCTION reservation_confirm(p_hold uuid, p_late boolean) RETURNS text
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  h holds%ROWTYPE;
  v_kind text;
  v_own int;
BEGIN
  SELECT * INTO h FROM holds WHERE id = p_hold FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'missing';
  ELSIF h.status <> 'ACTIVE' THEN
    RETURN CASE h.status WHEN 'CONVERTED' THEN 'already' ELSE lower(h.status) END;
  END IF;
  SELECT p.kind INTO v_kind FROM reservation_pools p WHERE p.id = h.pool_id;
  IF v_kind = 'seats' THEN
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
    IF v_own < cardinality(h.units) OR (NOT p_late AND h.expires_at <= clock_timestamp()) THEN
      RETURN 'expired';
    END IF;
    UPDATE pool_seats s SET state = 'SOLD', held_until = NULL, version = s.version + 1 WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units);
  ELSE
    PERFORM FROM pool_counters c WHERE c.pool_id = h.pool_id AND c.unit = ANY (h.units) ORDER BY c.unit FOR UPDATE;
    IF NOT p_late AND h.expires_at <= clock_timestamp() THEN
      RETURN 'expired';
    END IF;
    UPDATE pool_counters c SET held = c.held - h.quantity, sold = c.sold + h.quantity WHERE c.pool_id = h.pool_id AND c.unit = ANY (h.units);
  END IF;
  UPDATE holds SET status = 'CONVERTED', ended_at = clock_timestamp() WHERE id = p_hold;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity) VALUES (h.pool_id, h.id, 'held', 'sold', cardinality(h.units) * h.quantity);
  RETURN 'confirmed';
END $$;

-- EXTEND. An ACTIVE hold that is not past its time, and still has all it was given, lasts until p_until, or as long as before if that is longer.
-- Returns its end; null: it was over, and nothing was changed.
-- Locks: the hold, then its seats. Counters do not know how long a piece is held.
CREATE OR REPLACE FUNCTION reservation_extend(p_hold uuid, p_until timestamptz) RETURNS timestamptz
LANGUAGE plpgsql
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  h holds%ROWTYPE;
  v_own int;
  v_until timestamptz;
BEGIN
  SELECT * INTO h FROM holds k WHERE k.id = p_hold FOR UPDATE;
  v_own := cardinality(h.units);
  IF EXISTS (SELECT FROM reservation_pools p WHERE p.id = h.pool_id AND p.kind = 'seats') THEN
    SELECT count(*) FILTER (WHERE s.hold_id = h.id AND s.state = 'HELD')::int INTO v_own FROM (
      SELECT * FROM pool_seats s WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) ORDER BY s.seat FOR UPDATE) s;
  END IF;
  IF h.status IS DISTINCT FROM 'ACTIVE' OR v_own < cardinality(h.units) OR h.expires_at <= clock_timestamp() THEN
    RETURN NULL;
  END IF;
  v_until := greatest(h.expires_at, p_until);
  UPDATE holds k SET expires_at = v_until WHERE k.id = h.id;
  -- Seats of the house stay closed for longer than their hold.
  UPDATE pool_seats s SET held_until = greatest(s.held_until, v_until) WHERE s.pool_id = h.pool_id AND s.seat = ANY (h.units) AND s.hold_id = h.id;
  RETURN v_until;
END $$;

-- What these seats are now. `p_pools` and `p_seats` side by side; those that were never wanted have no row.
CREATE OR REPLACE FUNCTION seat_states(p_pools uuid[], p_seats int[]) RETURNS TABLE (pool_id uuid, seat int, state text, version int)
LANGUAGE sql STABLE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
  SELECT s.pool_id, s.seat, s.state, s.version FROM (SELECT DISTINCT g.pool_id, g.seat FROM unnest(p_pools, p_seats) AS g(pool_id, seat)) g
    JOIN pool_seats s ON s.pool_id = g.pool_id AND s.seat = g.seat ORDER BY s.pool_id, s.seat
$$;

-- Notes that rows reached Redis, events with their place in the stream. One plan for all calls, by the primary key: making one takes as long as noting a few.
CREATE OR REPLACE FUNCTION outbox_mark_sent(p_ids uuid[], p_epochs text[], p_places bigint[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  UPDATE outbox o SET sent_at = clock_timestamp(), next_at = NULL, stream_epoch = s.epoch, stream_offset = s.place
    FROM unnest(p_ids, p_epochs, p_places) AS s(id, epoch, place)
   WHERE o.id = s.id AND o.sent_at IS NULL;
END $$;

-- A ticket for each seat of these confirmed bookings. A seat that has a good one already undoes the transaction.
CREATE OR REPLACE FUNCTION issue_tickets(p_bookings uuid[]) RETURNS void
LANGUAGE sql VOLATILE
SET plan_cache_mode = force_generic_plan
AS $$
  INSERT INTO tickets (id, number, booking_id, user_id, show_id, seat, label, zone)
  SELECT new_id(), new_ticket_number(), b.id, b.user_id, b.show_id, u.seat, u.label, l.zone
    FROM bookings b, unnest(b.seats, b.labels) AS u(seat, label), jsonb_to_recordset(b.lines) AS l(label text, zone text)
   WHERE b.id = ANY (p_bookings) AND b.status = 'CONFIRMED' AND l.label = u.label
   ORDER BY b.id, u.seat
$$;
