-- A show that is cancelled or moved takes its bookings, tickets, waiting lists and rooms along; what was sold can be taken back.
-- CreateTable
CREATE TABLE "show_moves" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "show_moves_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "show_moves_show_id_moved_at_idx" ON "show_moves"("show_id", "moved_at");

-- AddForeignKey
ALTER TABLE "show_moves" ADD CONSTRAINT "show_moves_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "shows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- They may call each other.
SET LOCAL check_function_bodies = off;

-- keep until 0.3.0: the api of version 0.1
-- What the payment will call: a HELD booking becomes CONFIRMED. p_late: also when its time is over, if nobody has taken its seats.
-- outcome: confirmed | already | missing | expired | closed; first row, without an event
-- Locks: the booking, then its hold and seats.
CREATE OR REPLACE FUNCTION confirm_booking(p_id uuid, p_user uuid, p_late boolean) RETURNS TABLE (outcome text, id uuid, channel text, envelope jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  b bookings%ROWTYPE;
  v_outcome text;
BEGIN
  SELECT * INTO b FROM bookings k WHERE k.id = p_id AND k.user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    v_outcome := 'missing';
  ELSIF b.status = 'CONFIRMED' THEN
    v_outcome := 'already';
  ELSIF b.status = 'EXPIRED' THEN
    v_outcome := 'expired';
  ELSIF b.status <> 'HELD' OR EXISTS (SELECT FROM shows s WHERE s.id = b.show_id AND s.status = 'CANCELLED') THEN
    v_outcome := 'closed';
  ELSE
    v_outcome := reservation_confirm(b.hold_id, p_late);
  END IF;
  RETURN QUERY SELECT v_outcome, NULL::uuid, NULL::text, NULL::jsonb;
  IF v_outcome = 'confirmed' THEN
    UPDATE bookings k SET status = 'CONFIRMED', revision = k.revision + 1, updated_at = clock_timestamp() WHERE k.id = p_id;
    PERFORM issue_tickets(ARRAY[p_id]);
    RETURN QUERY SELECT v_outcome, e.* FROM announce_bookings(ARRAY[p_id]) e;
    RETURN QUERY SELECT v_outcome, e.* FROM announce_seats(b.show_id, b.seats) e;
  END IF;
END $$;

-- A worker's batch: holds and prices what is QUEUED of these bookings, in the order they came in, or refuses it. Returns those it has decided, by id;
-- with one that is held the versions of its seats, in the order of the seats. Bookings whose seats are taken stay QUEUED and are returned in rows
-- without a booking, one for each show: its hall, their ids and seats, and its seats that are not free. The caller looks for other seats and calls
-- refuse_booking_batch. A booking that is no longer QUEUED is left alone: somebody else decided it.
-- Locks: the shows (shared, so that one that is being cancelled is decided by what it is then), the bookings by id, then what reservation_hold locks.
CREATE OR REPLACE FUNCTION decide_booking_batch(p_ids uuid[], p_seconds float8)
RETURNS TABLE (booking bookings, versions int[], hall_id uuid, late jsonb, taken int[])
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  v_ids uuid[];
  v_requests hold_request[];
  v_results hold_result[] := '{}';
  v_closed uuid[];
  v_reasons text[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(show_lock(k.show_id)) FROM (SELECT DISTINCT b.show_id FROM bookings b WHERE b.id = ANY (p_ids) ORDER BY 1) k;
  SELECT array_agg(b.id), array_agg((b.id, b.show_id, b.user_id, b.seats, 1, s.seats_per_user, p_seconds, 'booking', b.id)::hold_request ORDER BY b.id)
                            FILTER (WHERE c.reason IS NULL),
         array_agg(b.id) FILTER (WHERE c.reason IS NOT NULL), array_agg(c.reason) FILTER (WHERE c.reason IS NOT NULL)
    INTO v_ids, v_requests, v_closed, v_reasons
    FROM (SELECT k.* FROM bookings k WHERE k.id = ANY (p_ids) AND k.status = 'QUEUED' ORDER BY k.id FOR UPDATE) b
    LEFT JOIN shows s ON s.id = b.show_id
    CROSS JOIN LATERAL (SELECT CASE WHEN s.status IS DISTINCT FROM 'ON_SALE' THEN 'show_cancelled'
                                    WHEN s.starts_at <= clock_timestamp() THEN 'show_started'
                                    WHEN s.sale_opens_at > clock_timestamp() THEN 'sale_not_open' END AS reason) c;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  IF v_requests IS NOT NULL THEN
    v_results := ARRAY(SELECT h FROM reservation_hold(v_requests) h);
  END IF;

  UPDATE bookings u
     SET status = 'HELD', revision = u.revision + 1, hold_id = h.hold_id, deadline = h.expires_at, price_minor = p.total, currency = p.currency,
         lines = p.lines, updated_at = clock_timestamp()
    FROM unnest(v_results) h JOIN bookings b ON b.id = h.hold_id JOIN shows s ON s.id = b.show_id, LATERAL (
      SELECT sum(z.price_minor) AS total, s.currency,
             jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat) AS lines
        FROM hall_seats l JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone WHERE l.hall_id = s.hall_id AND l.seat = ANY (b.seats)) p
   WHERE h.outcome = 'held' AND u.id = h.hold_id;

  UPDATE bookings u
     SET status = 'REFUSED', revision = u.revision + 1, updated_at = clock_timestamp(), alternatives = '[]', reason = r.reason
    FROM (SELECT h.hold_id AS id, h.outcome AS reason FROM unnest(v_results) h WHERE h.outcome NOT IN ('held', 'taken')
          UNION ALL SELECT c.* FROM unnest(v_closed, v_reasons) c) r
   WHERE u.id = r.id;

  RETURN QUERY
  SELECT b, CASE WHEN b.status = 'HELD' THEN ARRAY(
           SELECT p.version FROM pool_seats p WHERE p.pool_id = b.show_id AND p.seat = ANY (b.seats) ORDER BY p.seat) END, NULL::uuid, NULL::jsonb, NULL::int[]
    FROM bookings b WHERE b.id = ANY (v_ids) AND b.status <> 'QUEUED' ORDER BY b.id;
  RETURN QUERY
  SELECT NULL::bookings, NULL::int[], s.hall_id, t.late, ARRAY(
           SELECT p.seat FROM pool_seats p WHERE p.pool_id = s.id AND (p.state = 'SOLD' OR p.held_until > clock_timestamp()))
    FROM (SELECT b.show_id, jsonb_agg(jsonb_build_object('id', b.id, 'seats', b.seats)) AS late
            FROM bookings b WHERE b.id = ANY (v_ids) AND b.status = 'QUEUED' GROUP BY b.show_id) t JOIN shows s ON s.id = t.show_id;
END $$;

-- RETURN. What was sold is taken back and free again: CONVERTED holds become RETURNED, and are returned; the others were not sold, or are back already.
-- Locks: holds by id, then seats and counters in order.
CREATE OR REPLACE FUNCTION reservation_return(p_holds uuid[]) RETURNS SETOF holds
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  v_sold holds[];
BEGIN
  SELECT array_agg(h) INTO v_sold FROM (
    SELECT * FROM holds h WHERE h.id = ANY (p_holds) AND h.status = 'CONVERTED' ORDER BY h.id FOR UPDATE) h;
  IF v_sold IS NULL THEN
    RETURN;
  END IF;
  PERFORM FROM pool_seats s WHERE (s.pool_id, s.seat) IN (SELECT q.pool_id, u FROM unnest(v_sold) q, unnest(q.units) u) ORDER BY s.pool_id, s.seat FOR UPDATE;
  UPDATE pool_seats s SET state = 'FREE', hold_id = NULL, version = s.version + 1
    FROM (SELECT q.id, q.pool_id, u.seat FROM unnest(v_sold) q, unnest(q.units) AS u(seat) OFFSET 0) q
   WHERE s.pool_id = q.pool_id AND s.seat = q.seat AND s.hold_id = q.id AND s.state = 'SOLD';
  PERFORM FROM pool_counters c WHERE (c.pool_id, c.unit) IN (SELECT q.pool_id, u FROM unnest(v_sold) q, unnest(q.units) u) ORDER BY c.pool_id, c.unit FOR UPDATE;
  UPDATE pool_counters c SET free = c.free + g.n, sold = c.sold - g.n
    FROM (SELECT q.pool_id, u.unit, sum(q.quantity)::int AS n FROM unnest(v_sold) q, unnest(q.units) AS u(unit) GROUP BY 1, 2) g
   WHERE c.pool_id = g.pool_id AND c.unit = g.unit;
  INSERT INTO movements (pool_id, hold_id, source, target, quantity)
  SELECT q.pool_id, q.id, 'sold', 'free', cardinality(q.units) * q.quantity FROM unnest(v_sold) q;
  UPDATE holds h SET status = 'RETURNED', ended_at = clock_timestamp() WHERE h.id IN (SELECT q.id FROM unnest(v_sold) q);
  RETURN QUERY SELECT q.* FROM unnest(v_sold) q;
END $$;

-- Lets people into the waiting rooms of shows, many at once; `p_shows` and `p_users` side by side. Returns the rooms that are to be drawn first:
-- nobody has entered those.
CREATE OR REPLACE FUNCTION enter_rooms(p_shows uuid[], p_users uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql AS $$
DECLARE
  v_show uuid;
  v_early boolean;
  v_last int;
  v_there uuid[];
BEGIN
  FOR v_show IN SELECT DISTINCT r.show_id FROM unnest(p_shows) q JOIN rooms r ON r.show_id = q ORDER BY 1 LOOP
    v_early := (SELECT s.sale_opens_at > clock_timestamp() FROM shows s WHERE s.id = v_show);
    IF v_early THEN
      PERFORM pg_advisory_xact_lock_shared(room_lock(v_show));
      v_early := (SELECT r.drawn_at IS NULL FROM rooms r WHERE r.show_id = v_show);
    ELSIF (SELECT r.drawn_at IS NULL FROM rooms r WHERE r.show_id = v_show) THEN
      RETURN NEXT v_show;
      CONTINUE;
    END IF;

    -- After the locks: a room of a show that was cancelled meanwhile lets nobody in.
    CONTINUE WHEN EXISTS (SELECT FROM shows s WHERE s.id = v_show AND s.status = 'CANCELLED');
    IF v_early THEN
      INSERT INTO room_entries (id, show_id, user_id, early, joined_at)
      SELECT gen_random_uuid(), v_show, q.user_id, true, clock_timestamp()
        FROM (SELECT DISTINCT j.user_id FROM unnest(p_shows, p_users) AS j(show_id, user_id) WHERE j.show_id = v_show ORDER BY 1) q
      ON CONFLICT DO NOTHING;
    ELSE
      -- One at a time: places are given in order, without gaps.
      SELECT r.last_place INTO v_last FROM rooms r WHERE r.show_id = v_show FOR UPDATE;
      CONTINUE WHEN EXISTS (SELECT FROM shows s WHERE s.id = v_show AND s.status = 'CANCELLED');
      -- By itself, so that a plan made while the room was empty reads an index once and not once for each who joins.
      v_there := ARRAY(SELECT e.user_id FROM room_entries e WHERE e.show_id = v_show AND e.user_id = ANY (p_users) AND e.status IN ('WAITING', 'ADMITTED'));
      WITH fresh AS (
        INSERT INTO room_entries (id, show_id, user_id, early, place, joined_at)
        SELECT gen_random_uuid(), v_show, q.user_id, false, v_last + row_number() OVER (ORDER BY q.n), clock_timestamp()
          FROM (SELECT j.user_id, min(j.n) AS n FROM unnest(p_shows, p_users) WITH ORDINALITY AS j(show_id, user_id, n)
                 WHERE j.show_id = v_show GROUP BY j.user_id) q
         WHERE q.user_id <> ALL (v_there)
        RETURNING place)
      UPDATE rooms SET last_place = greatest(v_last, (SELECT max(f.place) FROM fresh f)) WHERE show_id = v_show AND EXISTS (SELECT FROM fresh);
    END IF;
  END LOOP;
END $$;
