-- keep until 0.3.0: the api of version 0.1, and announce_bookings
-- A booking as events and answers show it.
CREATE OR REPLACE FUNCTION booking_json(b bookings) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('bookingId', b.id, 'userId', b.user_id, 'kind', 'seats', 'showId', b.show_id, 'seats', to_jsonb(b.labels),
    'status', b.status, 'revision', b.revision, 'reason', b.reason, 'alternatives', coalesce(b.alternatives, '[]'::jsonb),
    'priceMinor', b.price_minor, 'currency', b.currency, 'lines', coalesce(b.lines, '[]'::jsonb), 'deadline', iso(b.deadline),
    'createdAt', iso(b.created_at), 'updatedAt', iso(b.updated_at))
$$;
