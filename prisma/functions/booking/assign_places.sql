-- Gives those of these QUEUED bookings that ask for places of standing areas numbers that are free, in the order they came in: all that a booking asks for, or none.
-- A booking that was given some before, and is QUEUED again, gives them back first. Nothing is held yet; whoever holds them afterwards, in the same
-- transaction, finds them free, unless an offer of the waiting list has just taken them.
-- Locks: the bookings by id, then the standing areas of their shows (advisory, by show).
CREATE OR REPLACE FUNCTION assign_places(p_ids uuid[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bookings b WHERE b.id = ANY (p_ids) AND b.places IS NOT NULL AND b.status = 'QUEUED') THEN
    RETURN;
  END IF;
  PERFORM FROM bookings b WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED' ORDER BY b.id FOR UPDATE;
  PERFORM pg_advisory_xact_lock(k.key)
     FROM (SELECT DISTINCT places_lock(b.show_id) AS key FROM bookings b WHERE b.id = ANY (p_ids) AND b.places IS NOT NULL AND b.status = 'QUEUED' ORDER BY 1) k;
  WITH wish AS MATERIALIZED (
      SELECT b.id, b.show_id, w.first, w.last, w.count, sum(w.count) OVER (PARTITION BY b.show_id, w.first ORDER BY b.id)::int - w.count AS before
        FROM bookings b, jsonb_to_recordset(b.places) AS w(first int, last int, count int) WHERE b.id = ANY (p_ids) AND b.status = 'QUEUED'),
    free AS MATERIALIZED (
      SELECT n.show_id, n.first, free_places(n.show_id, n.first, n.last, n.count) AS places
        FROM (SELECT w.show_id, w.first, w.last, sum(w.count)::int AS count FROM wish w GROUP BY 1, 2, 3) n),
    given AS (SELECT w.id, w.count, f.places[w.before + 1 : w.before + w.count] AS places FROM wish w JOIN free f USING (show_id, first)),
    served AS (SELECT g.id, bool_and(cardinality(g.places) = g.count) AS whole FROM given g GROUP BY g.id),
    units AS (
      SELECT b.id, u.seat FROM served s JOIN bookings b ON b.id = s.id, unnest(b.seats) AS u(seat)
       WHERE NOT EXISTS (SELECT FROM wish w WHERE w.id = b.id AND u.seat BETWEEN w.first AND w.last)
      UNION ALL SELECT g.id, p FROM served s JOIN given g ON g.id = s.id, unnest(g.places) p WHERE s.whole),
    named AS (
      SELECT u.id, array_agg(l.seat ORDER BY l.seat) AS seats, array_agg(l.label ORDER BY l.seat) AS labels
        FROM units u JOIN bookings b ON b.id = u.id JOIN shows s ON s.id = b.show_id JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = u.seat GROUP BY u.id)
  UPDATE bookings b SET seats = coalesce(n.seats, '{}'), labels = coalesce(n.labels, '{}') FROM served s LEFT JOIN named n ON n.id = s.id WHERE b.id = s.id;
END $$;
